package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rtc.fault.FaultProxy;

/**
 * Tests each kind of fault for 3, 20 and 40 seconds, with both clients, all at the same time, under the default
 * resumption window of 30 seconds. Prints a table.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(300)
@Tag("abuse")
final class OutagesAbuse {

    private static final List<Duration> DURATIONS =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(20), Duration.ofSeconds(40));
    private static final Duration WINDOW = Duration.ofSeconds(30);

    /**
     * The time for clients to recover: they give up a silent server after 5 to 7 seconds, and an attempt to connect
     * after 3.
     */
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final int PACE_MILLIS = 50;

    /** A fault of a connection and of the connections that are attempted after it. */
    private enum Fault {
        CUT,
        RESET,
        BLACK_HOLE,
        HALF_OPEN_UP,
        HALF_OPEN_DOWN;

        void begin(FaultProxy proxy) {
            switch (this) {
                case CUT -> {
                    proxy.refuse();
                    proxy.cut();
                }
                case RESET -> {
                    proxy.refuse();
                    proxy.reset();
                }
                case BLACK_HOLE -> proxy.blackHole();
                case HALF_OPEN_UP -> proxy.toServer().stall();
                case HALF_OPEN_DOWN -> proxy.toClients().stall();
            }
        }

        /** Lets new connections pass from now on; the old ones stay dead. */
        void end(FaultProxy proxy) {
            proxy.loseBoth();
            proxy.calm();
            proxy.admit();
        }

        /**
         * Whether the server notices the fault before its silence timeout of 60 s. The resumption window begins when
         * the server notices the fault. With {@link #HALF_OPEN_DOWN}, it receives the close frame of the client that
         * gives up.
         */
        boolean isNoticedByTheServer() {
            return this == CUT || this == RESET || this == HALF_OPEN_DOWN;
        }
    }

    /** One fault of one client. */
    private record Outage(Fault fault, Duration duration, String client, FaultProxy proxy, NumberedPeer other) {

        String room() {
            return (fault + " " + duration.toSeconds() + " " + client).toLowerCase(Locale.ROOT);
        }

        String base() {
            return proxy.address(Deployed.ws()) + "muc";
        }

        boolean isNoticed() {
            return fault.isNoticedByTheServer() && isLongerThanTheWindow();
        }

        /**
         * Whether the outage exceeds the window. If so, the Java client reports that waiting messages have failed, even
         * if it can still resume.
         */
        boolean isLongerThanTheWindow() {
            return duration.compareTo(WINDOW) > 0;
        }
    }

    @TempDir
    private Path directory;

    private final List<Outage> outages = new ArrayList<>();
    private final Map<String, NumberedPeer> javaClients = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void onlyOutagesLongerThanTheResumeWindowAreNoticed() throws Exception {
        assertThat(NpmTools.install()).as("npm has installed its tools").isTrue();
        for (Fault fault : Fault.values()) {
            for (Duration duration : DURATIONS) {
                for (String client : List.of("Java", "Node")) {
                    FaultProxy proxy = FaultProxy.to(Deployed.ws());
                    Outage outage = new Outage(fault, duration, client, proxy, new NumberedPeer());
                    outage.other.joinDirectly(Deployed.ws() + "muc", outage.room());
                    outages.add(outage);
                }
            }
        }
        try {
            var node = CompletableFuture.runAsync(this::node);
            for (Outage outage : outages) {
                if (outage.client.equals("Java")) {
                    javaClients.put(outage.room(), new NumberedPeer());
                    javaClients.get(outage.room()).joinReconnecting(outage.base(), outage.room());
                }
            }
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.exists(directory.resolve("joined")) || node.isCompletedExceptionally());
            play();
            node.get(60, TimeUnit.SECONDS);
            judge();
        } finally {
            clock.shutdownNow();
            outages.forEach(outage -> {
                outage.proxy.close();
                outage.other.close();
            });
            javaClients.values().forEach(NumberedPeer::close);
        }
    }

    private void play() throws IOException {
        var speaking = clock.scheduleAtFixedRate(
                () -> {
                    outages.forEach(outage -> outage.other.speak());
                    javaClients.values().forEach(NumberedPeer::speak);
                },
                0,
                PACE_MILLIS,
                TimeUnit.MILLISECONDS);
        pause(Duration.ofSeconds(1));
        Duration longest = DURATIONS.get(DURATIONS.size() - 1);
        for (Outage outage : outages) {
            outage.fault.begin(outage.proxy);
            var unused = clock.schedule(
                    () -> outage.fault.end(outage.proxy), outage.duration.toMillis(), TimeUnit.MILLISECONDS);
        }
        pause(longest.plus(RECOVERY));
        outages.forEach(outage -> outage.other.stopLooking());
        Files.createFile(directory.resolve("stop"));
        speaking.cancel(false);
        pause(LAST_WORDS);
    }

    private static void pause(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private void judge() throws IOException {
        Map<String, JsonObject> reports = new HashMap<>();
        try (var reader = Json.createReader(new StringReader(Files.readString(directory.resolve("report.json"))))) {
            reader.readArray()
                    .forEach(report -> reports.put(report.asJsonObject().getString("room"), report.asJsonObject()));
        }
        System.out.printf(
                "%nOutages on %s: lost, doubled and reordered events, and those whose sender was told that they failed%n",
                Deployed.server());
        System.out.printf(
                "%-14s %4s %-6s %-16s %-9s %-28s %-28s%n",
                "fault",
                "s",
                "client",
                "came back",
                "peer_left",
                "from the client l/d/r/told",
                "to the client l/d/r/told");
        List<String> problems = new ArrayList<>();
        for (Outage outage : outages) {
            NumberedPeer client = outage.client.equals("Java")
                    ? Objects.requireNonNull(javaClients.get(outage.room()))
                    : NumberedPeer.of(Objects.requireNonNull(reports.get(outage.room())));
            String there = outage.other.compare(client);
            String back = client.compare(outage.other);
            System.out.printf(
                    "%-14s %4d %-6s %-16s %-9d %-28s %-28s%n",
                    outage.fault.toString().toLowerCase(Locale.ROOT).replace('_', ' '),
                    outage.duration.toSeconds(),
                    outage.client,
                    client.comeback(),
                    outage.other.lefts(),
                    there,
                    back);
            boolean right = outage.isNoticed()
                    ? outage.other.lefts() == 1 && client.comeback().equals("new id")
                    : outage.other.lefts() == 0
                            && client.comeback().equals("resumed")
                            && there.startsWith("0/0/0/")
                            && back.equals("0/0/0/0")
                            && (there.equals("0/0/0/0") || outage.isLongerThanTheWindow());
            if (!right || outage.other.seen() != 1) {
                problems.add(outage.room() + ", peers seen now: " + outage.other.seen());
            }
        }
        assertThat(problems).isEmpty();
    }

    private void node() {
        try {
            var plan = Json.createArrayBuilder();
            outages.stream()
                    .filter(outage -> outage.client.equals("Node"))
                    .forEach(outage -> plan.add(Json.createObjectBuilder()
                            .add("base", outage.base())
                            .add("room", outage.room())));
            Path file = Files.writeString(
                    directory.resolve("plan.json"), plan.build().toString());
            NpmTools.node(
                    directory,
                    NpmTools.SOURCES.resolve("outages.mjs").toAbsolutePath().toString(),
                    file.toString(),
                    NpmTools.file("ws/wrapper.mjs").toAbsolutePath().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
