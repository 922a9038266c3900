package rtc.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import rtc.BrowserTools;
import rtc.FreePorts;

/**
 * A balancer that is configured as in {@code wildfly-config}, except for its ports, its certificate and the addresses
 * of the nodes. Closing it ends its process. If its program is not installed, the test is skipped.
 */
public final class Balancer implements AutoCloseable {

    /** The programs for which {@code wildfly-config} has a configuration. */
    public enum Kind {
        NGINX("nginx.conf", "nginx-cells.conf"),
        HAPROXY("haproxy.cfg", "haproxy-cells.cfg");

        private final String oneCluster;
        private final String cells;

        Kind(String oneCluster, String cells) {
            this.oneCluster = oneCluster;
            this.cells = cells;
        }

        /** The configuration for one cluster, as operators copy it. */
        String configuration() throws IOException {
            return Files.readString(CONFIGURATIONS.resolve(oneCluster));
        }

        /** The configuration for two cells, as operators copy it. */
        String cells() throws IOException {
            return Files.readString(CONFIGURATIONS.resolve(cells));
        }
    }

    private static final Path CONFIGURATIONS = Path.of("wildfly-config");
    private static final Pattern NODE = Pattern.compile("10\\.0(\\.\\d){2}:8080");

    private static final String AROUND_NGINX = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events { worker_connections 8000; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
            %s
            }
            """;

    private final int port;
    private final LocalProcess process;

    private Balancer(int port, LocalProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a balancer in front of one cluster.
     *
     * @param nodes the ports of three nodes
     * @param change the change that the test makes to the configuration
     * @param directory the directory for its files
     */
    public static Balancer start(Kind kind, List<Integer> nodes, UnaryOperator<String> change, Path directory)
            throws IOException, InterruptedException {
        return start(kind, change.apply(kind.configuration()), nodes, directory);
    }

    /** Starts a balancer in front of two cells. The first two ports are those of the nodes of the first cell. */
    static Balancer startWithCells(Kind kind, List<Integer> nodes, Path directory)
            throws IOException, InterruptedException {
        return start(kind, kind.cells(), nodes, directory);
    }

    private static Balancer start(Kind kind, String configuration, List<Integer> nodes, Path directory)
            throws IOException, InterruptedException {
        int port = FreePorts.one();
        Path program = BrowserTools.require(kind == Kind.NGINX ? "nginx" : "haproxy");
        Nginx.writeIdentity(directory);
        Iterator<Integer> ports = nodes.iterator();
        String local = NODE.matcher(configuration).replaceAll(address -> "127.0.0.1:" + ports.next());
        List<String> command =
                kind == Kind.NGINX ? nginx(program, local, port, directory) : haproxy(program, local, port, directory);
        return new Balancer(port, LocalProcess.start(port, directory, command));
    }

    /** The address at which it listens without TLS. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> nginx(Path program, String configuration, int port, Path directory) throws IOException {
        String changed = configuration
                .replace("listen 443 ssl;", listen("listen", port, "ssl;", ";"))
                .replaceAll("(ssl_certificate +)\\S+;", "$1cert.pem;")
                .replaceAll("(ssl_certificate_key +)\\S+;", "$1key.pem;");
        Files.writeString(directory.resolve("nginx.conf"), AROUND_NGINX.formatted(changed));
        return Nginx.command(program, directory);
    }

    private static List<String> haproxy(Path program, String configuration, int port, Path directory)
            throws IOException {
        Path certificate = directory.resolve("both.pem");
        Files.writeString(
                certificate,
                Files.readString(directory.resolve("cert.pem")) + Files.readString(directory.resolve("key.pem")));
        String changed = configuration
                .replace("bind :443 ssl", listen("bind", port, "ssl", ""))
                .replaceAll("crt \\S+", "crt " + certificate);
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), changed);
        return List.of(program.toString(), "-db", "-f", file.toString());
    }

    /** The directives to listen with TLS, as in the operator's configuration, and without TLS, for the test. */
    private static String listen(String word, int port, String tls, String end) {
        return "%s 127.0.0.1:%d%s%n    %s 127.0.0.1:%d %s".formatted(word, port, end, word, FreePorts.one(), tls);
    }
}
