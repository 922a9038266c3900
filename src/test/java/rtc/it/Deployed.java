package rtc.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR under test and where its server shows it, as the build says by system properties. */
public final class Deployed {

    private Deployed() {}

    /**
     * The packaged WAR, as users get it; a test class deploys it by its {@code @Deployment(testable = false)} method.
     * Each call makes a new archive, to which a test may add files of its own. Its name decides the context path.
     */
    public static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, property("muc.it.archive"))
                .importFrom(file().toFile())
                .as(WebArchive.class);
    }

    /** That WAR with settings of its operator's, one {@code key = value} a line. */
    public static WebArchive war(String settings) {
        return war().addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    /**
     * An application of its own that has the fragment in its {@code WEB-INF/lib}, and nothing else yet. It takes the place of
     * {@link #war()}: its addresses are the same.
     */
    public static WebArchive fragment() {
        File jar = new File(file().toString().replaceFirst("\\.war$", "-classes.jar"));
        return ShrinkWrap.create(WebArchive.class, property("muc.it.archive")).addAsLibrary(jar);
    }

    /**
     * The application of an example under {@code src/it}, as the build made it. It takes the place of {@link #war()}: its
     * addresses are the same.
     */
    public static WebArchive example(String name) {
        return ShrinkWrap.create(ZipImporter.class, property("muc.it.archive"))
                .importFrom(exampleFile(name, name + ".war").toFile())
                .as(WebArchive.class);
    }

    /** What the build of an example has made in its {@code target}. */
    public static Path exampleFile(String example, String name) {
        return file().resolveSibling(Path.of("examples", example, "target", name));
    }

    /** The file that {@link #war()} reads; the other artifacts of the build lie beside it. */
    public static Path file() {
        return Path.of(property("muc.it.war"));
    }

    /** Where the application's pages are; ends with a slash. */
    public static URI http() {
        return address("http");
    }

    /** Where the application's WebSocket endpoints are; ends with a slash. */
    public static URI ws() {
        return address("ws");
    }

    /** The body of the application's answer to a GET of this path, whatever its status. */
    public static String page(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(http().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** The log that the server writes. */
    public static Path log() {
        Path home = Path.of(property("muc.it.home"));
        return home.resolve(
                switch (server()) {
                    case "payara-micro" -> "server.log.0";
                    case "payara-server" -> "glassfish/domains/it/logs/server.log";
                    default -> "standalone/log/server.log";
                });
    }

    /** The server that it is deployed on, such as {@code payara-micro}. */
    public static String server() {
        return property("arquillian.launch");
    }

    /** Whether that is one of the Payaras, whose container does some things before an application is asked. */
    public static boolean isOnPayara() {
        return server().startsWith("payara");
    }

    /** The class of which the server makes an instance for each application, to load its classes. */
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
