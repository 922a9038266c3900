package rtc.signaling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server certificate that nobody has signed but itself, and that only who is given it trusts. */
final class TestIdentity {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore keys;

    private TestIdentity(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes one, by the keytool of the JDK, for a host such as {@code ip:127.0.0.1} or {@code dns:example.org}. */
    static TestIdentity of(String host, Path directory) throws IOException, InterruptedException {
        var file = directory.resolve("identity.p12");
        var log = directory.resolve("keytool.log");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(tool, "-genkeypair", "-keyalg", "EC", "-alias", "server", "-dname", "CN=test");
        var options =
                List.of("-ext", "SAN=" + host, "-keystore", file.toString(), "-storepass", String.valueOf(PASSWORD));
        var process = new ProcessBuilder(
                        Stream.concat(command.stream(), options.stream()).toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(Files.readString(log));
        }
        try (InputStream in = Files.newInputStream(file)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return new TestIdentity(keys);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** For the server that has it. */
    SSLContext server() throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts it. */
    SSLContext client() throws GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
