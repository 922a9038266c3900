package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import rtc.FreePorts;
import rtc.it.config.WildFlyProcess;

/**
 * Prepares the server of an integration test run before Arquillian reads its configuration: chooses free ports, writes
 * the files that Payara needs, and starts WildFly. The system property {@code arquillian.launch} names the server and
 * {@code muc.it.home} its folder; if they are not set, as in unit tests, this class does nothing. Properties that are
 * already set are not changed.
 *
 * <p>This class starts WildFly because Arquillian would start it anew for each class: test JVMs that run in parallel
 * receive their classes one by one.
 */
public final class TestServer implements LauncherSessionListener {

    private static final List<String> PORTS = List.of(
            "muc.it.port",
            "muc.it.management.port",
            "muc.it.https.port",
            "muc.it.iiop.port",
            "muc.it.iiops.port",
            "muc.it.mutual.port",
            "muc.it.jmx.port");

    /** Commands that bind the server to loopback and switch off its search for other servers. */
    private static final String PAYARA_MICRO_COMMANDS = """
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
            """;

    private @Nullable WildFlyProcess wildFly;

    /** Called by JUnit. */
    public TestServer() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String home = System.getProperty("muc.it.home");
        if (home != null) {
            choosePorts();
            try {
                prepare(System.getProperty("arquillian.launch", ""), Path.of(home));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (wildFly != null) {
            wildFly.close();
        }
    }

    /** The folder to which the WildFly of this test JVM writes. */
    static Path wildFlyFolder(Path home) {
        return Path.of(System.getProperty("muc.it.folder", home + "-1"));
    }

    private static void choosePorts() {
        List<Integer> free = FreePorts.some(PORTS.size());
        for (int i = 0; i < free.size(); i++) {
            if (System.getProperty(PORTS.get(i)) == null) {
                System.setProperty(PORTS.get(i), Integer.toString(free.get(i)));
            }
        }
    }

    private void prepare(String server, Path home) throws IOException {
        switch (server) {
            case "wildfly" -> wildFly = startWildFly(home);
            case "payara-micro" -> {
                Files.createDirectories(home);
                Files.writeString(home.resolve("preboot.txt"), PAYARA_MICRO_COMMANDS);
                Users.ofPayaraMicro(home);
            }
            case "payara-server" -> makeDomain(home.resolve("glassfish/domains"));
            default -> {}
        }
    }

    private static WildFlyProcess startWildFly(Path home) throws IOException {
        List<String> options = new ArrayList<>(List.of("-Djboss.http.port=" + System.getProperty("muc.it.port")));
        options.addAll(List.of(System.getProperty("muc.it.jvm", "").strip().split(" +")));
        options.removeIf(String::isEmpty);
        Path folder = wildFlyFolder(home);
        WildFlyProcess.install(home, folder);
        Users.ofWildFly(folder.resolve("configuration"));
        return WildFlyProcess.boot(home, folder, Integer.getInteger("muc.it.management.port"), options);
    }

    /** Creates a new domain for each run, as a copy of Payara's default domain. */
    private static void makeDomain(Path domains) throws IOException {
        Path template = domains.resolve("domain1");
        Path domain = domains.resolve("it");
        if (Files.exists(domain)) {
            delete(domain);
        }
        try (var files = Files.walk(template)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file, domain.resolve(template.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path configuration = domain.resolve("config/domain.xml");
        String xml = Files.readString(configuration, UTF_8);
        for (Map.Entry<String, String> change : changes().entrySet()) {
            xml = xml.replace(change.getKey(), change.getValue());
        }
        Files.writeString(configuration, xml, UTF_8);
    }

    private static Map<String, String> changes() {
        Map<String, String> changes = new TreeMap<>(Map.of(
                "value=\"domain1\"", "value=\"it\"",
                "<network-listener port=", "<network-listener address=\"127.0.0.1\" port=",
                "0.0.0.0", "127.0.0.1",
                "<hazelcast-config-specific-configuration>",
                        "<hazelcast-config-specific-configuration enabled=\"false\">"));
        List<String> defaults = List.of("8080", "4848", "8181", "3700", "3820", "3920", "8686");
        for (int i = 0; i < PORTS.size(); i++) {
            changes.put("port=\"" + defaults.get(i) + "\"", "port=\"" + System.getProperty(PORTS.get(i)) + "\"");
        }
        return changes;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
