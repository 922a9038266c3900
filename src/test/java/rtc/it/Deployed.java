package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR under test and its addresses, from the system properties of the build. */
public final class Deployed {

    /** One client for all pages, because each client would keep its own connection to the server open. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int ATTEMPTS = 10;
    private static final Comparator<Path> BY_AGE = Comparator.comparing(Deployed::modified);

    private Deployed() {}

    /**
     * The packaged WAR, as users receive it; a test class deploys it in its {@code @Deployment(testable = false)}
     * method. Each call creates a new archive, to which a test may add files. The archive's name determines the context
     * path.
     */
    public static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, property("muc.it.archive"))
                .importFrom(file().toFile())
                .as(WebArchive.class);
    }

    /** The packaged WAR with settings, one {@code key = value} per line. */
    public static WebArchive war(String settings) {
        return war().addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    /**
     * An empty application with the fragment in its {@code WEB-INF/lib}. It is deployed at the same addresses as
     * {@link #war()}.
     */
    public static WebArchive fragment() {
        File jar = new File(file().toString().replaceFirst("\\.war$", "-classes.jar"));
        return ShrinkWrap.create(WebArchive.class, property("muc.it.archive")).addAsLibrary(jar);
    }

    /** The application of an example under {@code src/it}. It is deployed at the same addresses as {@link #war()}. */
    public static WebArchive example(String name) {
        return ShrinkWrap.create(ZipImporter.class, property("muc.it.archive"))
                .importFrom(exampleFile(name, name + ".war").toFile())
                .as(WebArchive.class);
    }

    /** A file in the {@code target} of an example. */
    public static Path exampleFile(String example, String name) {
        return file().resolveSibling(Path.of("examples", example, "target", name));
    }

    /** The file that {@link #war()} reads; the other artifacts of the build are in the same directory. */
    public static Path file() {
        return Path.of(property("muc.it.war"));
    }

    /** The address of the application's pages; ends with a slash. */
    public static URI http() {
        return address("http");
    }

    /** The address of the application's WebSocket endpoints; ends with a slash. */
    public static URI ws() {
        return address("ws");
    }

    /** The body of the application's answer to a GET of this path, regardless of the status. */
    public static String page(String path) throws IOException, InterruptedException {
        return HTTP.send(get(path), BodyHandlers.ofString()).body();
    }

    /** Like {@link #page}, without waiting for the answer. */
    static CompletableFuture<String> laterPage(String path) {
        return HTTP.sendAsync(get(path), BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(http().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    /** The contents of the server's log. Payara Micro starts another file after each megabyte. */
    public static String log() throws IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return allLogs();
            } catch (NoSuchFileException | UncheckedIOException renamed) {
                // The server has just started another file.
            }
        }
        return allLogs();
    }

    private static String allLogs() throws IOException {
        try (Stream<Path> all = Files.list(logs())) {
            StringBuilder text = new StringBuilder();
            for (Path each : all.filter(Deployed::isLog).sorted(BY_AGE).toList()) {
                text.append(new String(Files.readAllBytes(each), UTF_8));
            }
            return text.toString();
        }
    }

    private static Path logs() {
        Path home = Path.of(property("muc.it.home"));
        return switch (server()) {
            case "payara-micro" -> home;
            case "payara-server" -> home.resolve("glassfish/domains/it/logs");
            default -> TestServer.wildFlyFolder(home).resolve("log");
        };
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("server.log") && !name.endsWith(".lck");
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server on which the WAR is deployed, such as {@code payara-micro}. */
    public static String server() {
        return property("arquillian.launch");
    }

    /** Whether the server is Payara Server or Payara Micro, whose container answers some requests itself. */
    public static boolean isOnPayara() {
        return server().startsWith("payara");
    }

    /** The name of the class of the server's application class loaders. */
    public static String classLoader() {
        return isOnPayara() ? "org.glassfish.web.loader.WebappClassLoader" : "org.jboss.modules.ModuleClassLoader";
    }

    private static URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + property("muc.it.port") + property("muc.it.path"));
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("Integration tests need the system property " + name
                    + ": run them by mvn verify, one class of them by -Dit.test=NAME");
        }
        return value;
    }
}
