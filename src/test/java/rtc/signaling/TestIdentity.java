package rtc.signaling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server certificate that only clients with the certificate of its issuer trust. */
final class TestIdentity {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ISSUER = "issuer";
    private static final String SERVER = "server";

    private final KeyStore keys;

    private TestIdentity(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes an identity with the JDK's keytool, for a host such as {@code ip:127.0.0.1} or {@code dns:example.org}. */
    static TestIdentity of(String host, Path directory) throws IOException, InterruptedException {
        return of(host, directory, List.of());
    }

    /** Makes an identity whose certificate expired yesterday. */
    static TestIdentity expired(String host, Path directory) throws IOException, InterruptedException {
        return of(host, directory, List.of("-startdate", "-2d", "-validity", "1"));
    }

    private static TestIdentity of(String host, Path directory, List<String> validity)
            throws IOException, InterruptedException {
        var file = directory.resolve("identity.p12");
        generate(file, ISSUER, List.of("-ext", "BC=ca:true"));
        generate(
                file,
                SERVER,
                Stream.concat(Stream.of("-ext", "SAN=" + host, "-signer", ISSUER), validity.stream())
                        .toList());
        try (InputStream in = Files.newInputStream(file)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            return new TestIdentity(keys);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void generate(Path file, String alias, List<String> options)
            throws IOException, InterruptedException {
        var log = file.resolveSibling("keytool.log");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(tool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keyalg", "EC", "-alias", alias);
        var store =
                List.of("-dname", "CN=" + alias, "-keystore", file.toString(), "-storepass", String.valueOf(PASSWORD));
        var process = new ProcessBuilder(
                        Stream.of(command, store, options).flatMap(List::stream).toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(Files.readString(log));
        }
    }

    /** The TLS context of the server with this certificate. */
    SSLContext server() throws GeneralSecurityException, IOException {
        var own = empty();
        own.setKeyEntry(
                SERVER, keys.getKey(SERVER, PASSWORD), PASSWORD, new Certificate[] {keys.getCertificate(SERVER)});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The TLS context of a client that trusts this certificate. */
    SSLContext client() throws GeneralSecurityException, IOException {
        return client("TLS");
    }

    /**
     * The TLS context of a client that trusts this certificate and supports TLS only up to a version such as
     * {@code TLSv1.2}.
     */
    SSLContext client(String protocol) throws GeneralSecurityException, IOException {
        var trusted = empty();
        trusted.setCertificateEntry(ISSUER, keys.getCertificate(ISSUER));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance(protocol);
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
