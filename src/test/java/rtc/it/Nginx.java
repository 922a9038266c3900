package rtc.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import rtc.BrowserTools;
import rtc.FreePorts;

/**
 * An nginx with TLS in front of a server, configured as the page on security describes. Closing it ends its process. If
 * nginx is not installed, the test is skipped.
 */
final class Nginx implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PASSWORD = "changeit";

    private static final String CONFIGURATION = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log error.log;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate cert.pem;
                    ssl_certificate_key key.pem;
            %s
                }
            }
            """;

    private final int port;
    private final LocalProcess process;

    private Nginx(int port, LocalProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts an nginx.
     *
     * @param location its {@code location} block, with {@code http://127.0.0.1:8080} for the server
     * @param server the address of the server
     * @param directory the directory for its files
     */
    static Nginx start(String location, URI server, Path directory) throws IOException, InterruptedException {
        Path program = BrowserTools.require("nginx");
        int port = FreePorts.one();
        writeIdentity(directory);
        String proxied = location.replace("127.0.0.1:8080", server.getHost() + ":" + server.getPort());
        Files.writeString(directory.resolve("nginx.conf"), CONFIGURATION.formatted(port, proxied));
        return new Nginx(port, LocalProcess.start(port, directory, command(program, directory)));
    }

    /** The command that starts nginx with the {@code nginx.conf} of this directory. */
    static List<String> command(Path program, Path directory) {
        String log = directory.resolve("start.log").toString();
        return List.of(program.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", log);
    }

    /** The address at which it listens; ends with a slash. */
    URI address() {
        return URI.create("https://127.0.0.1:" + port + "/");
    }

    @Override
    public void close() {
        process.close();
    }

    /** Creates a key and a certificate for this machine: {@code key.pem} and {@code cert.pem}. */
    static void writeIdentity(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("identity.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(LONG.toSeconds(), TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException(Files.readString(directory.resolve("keytool.log")));
        }
        try (var in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            writePem(
                    directory.resolve("key.pem"),
                    "PRIVATE KEY",
                    keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
            writePem(
                    directory.resolve("cert.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("server").getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void writePem(Path file, String type, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }
}
