package rtc.it.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rtc.BrowserTools;

/**
 * Hosts that each have a network of their own, as Linux network namespaces of this machine. A router between them can
 * drop what is sent to or by a host. Clients reach each host over a second cable, which is never cut. Nothing leaves
 * this machine.
 *
 * <p>Requires root and the command {@code ip}. Without them, the tests are skipped and report the reason.
 */
final class PrivateNetwork implements BeforeAllCallback, AfterAllCallback {

    private static final long PID = ProcessHandle.current().pid();
    private static final String ROUTER = "muc" + PID + "-r";
    private static final Pattern BYTES = Pattern.compile("\"rx\":\\{\"bytes\":(\\d+),\"packets\":(\\d+)");

    /** The first subnet, which depends on the process so that two runs at the same time are unlikely to collide. */
    private static final int FIRST = Math.toIntExact(PID % 60) * 4;

    private final int hosts;
    private final Thread atExit = new Thread(this::removeAll, "remove-" + ROUTER);

    /** Plans a network of this many hosts, at most four. */
    PrivateNetwork(int hosts) {
        this.hosts = hosts;
    }

    /** {@return a place on each host} */
    List<Place> places() {
        return IntStream.range(0, hosts)
                .mapToObj(host ->
                        new Place(List.of("ip", "netns", "exec", name(host)), subnet(214, host) + 2, address(host)))
                .toList();
    }

    /** From now on, drops everything that other hosts send to this host, but not what this host sends. */
    void deafen(int host) throws IOException {
        ip("-n", ROUTER, "route", "replace", "blackhole", address(host) + "/32");
    }

    /** From now on, drops everything that this host sends to other hosts, but not what they send. */
    void mute(int host) throws IOException {
        ip("-n", ROUTER, "rule", "add", "iif", device(host), "blackhole");
    }

    /** Ends the effect of {@link #deafen}. */
    void undeafen(int host) throws IOException {
        ip("-n", ROUTER, "route", "del", "blackhole", address(host) + "/32");
    }

    /** Ends the effect of {@link #mute}. */
    void unmute(int host) throws IOException {
        ip("-n", ROUTER, "rule", "del", "iif", device(host), "blackhole");
    }

    /** {@return the bytes that the hosts have sent to each other so far, including all headers} */
    long bytes() throws IOException {
        return sent(1);
    }

    /** {@return the packets that the hosts have sent to each other so far} */
    long packets() throws IOException {
        return sent(2);
    }

    private long sent(int column) throws IOException {
        long sum = 0;
        for (int host = 0; host < hosts; host++) {
            Matcher counted = BYTES.matcher(ip("-j", "-s", "-n", ROUTER, "link", "show", "dev", device(host)));
            if (!counted.find()) {
                throw new IOException("No counters of host " + host);
            }
            sum += Long.parseLong(counted.group(column));
        }
        return sum;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            ip("netns", "add", ROUTER);
            run("ip", "netns", "exec", ROUTER, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
            for (int host = 0; host < hosts; host++) {
                add(host);
            }
        } catch (IOException refused) {
            removeAll();
            throw BrowserTools.missing("networks", "this machine makes no network namespaces: " + refused.getMessage());
        }
    }

    private void add(int host) throws IOException {
        String name = name(host);
        ip("netns", "add", name);
        ip("-n", name, "link", "set", "lo", "up");
        connect(List.of("-n", ROUTER), device(host), name, "nodes", subnet(213, host));
        connect(List.of(), name, name, "clients", subnet(214, host));
        ip("-n", name, "route", "add", "10.213.0.0/16", "via", subnet(213, host) + 1);
    }

    /** Connects a device here to a device on a host by a cable. */
    private static void connect(List<String> here, String device, String host, String itsDevice, String subnet)
            throws IOException {
        ip(here, "link", "add", device, "type", "veth", "peer", "name", itsDevice, "netns", host);
        ip(here, "addr", "add", subnet + "1/24", "dev", device);
        ip(here, "link", "set", device, "up");
        ip("-n", host, "addr", "add", subnet + "2/24", "dev", itsDevice);
        ip("-n", host, "link", "set", itsDevice, "up");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        removeAll();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** Removes the hosts, with their cables, and the router. */
    private void removeAll() {
        for (int host = 0; host < hosts; host++) {
            remove(name(host));
        }
        remove(ROUTER);
    }

    private static void remove(String name) {
        try {
            ip("netns", "del", name);
        } catch (IOException none) {
            System.err.println("Network " + name + " was not there: " + none.getMessage());
        }
    }

    private static String name(int host) {
        return "muc" + PID + "-" + host;
    }

    private static String device(int host) {
        return "host" + host;
    }

    private static String address(int host) {
        return subnet(213, host) + 2;
    }

    private static String subnet(int second, int host) {
        return "10." + second + "." + (FIRST + host) + ".";
    }

    private static String ip(String... arguments) throws IOException {
        return ip(List.of(), arguments);
    }

    private static String ip(List<String> first, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program()));
        command.addAll(first);
        command.addAll(Arrays.asList(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String program() {
        return BrowserTools.find("ip").map(Path::toString).orElse("/usr/sbin/ip");
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
        return output;
    }
}
