package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import rtc.it.login.LoginInitializer;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** The application of {@link rtc.it.login}, with the fragment in its {@code WEB-INF/lib}, and common assertions. */
final class LoginApplication {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"%s>
              %s
              <filter>
                <filter-name>declared</filter-name>
                <filter-class>rtc.it.login.LoginFilter</filter-class>
                <async-supported>true</async-supported>
                <init-param><param-name>header</param-name><param-value>X-Login-Declared</param-value></init-param>
              </filter>
              <filter-mapping><filter-name>declared</filter-name><url-pattern>/*</url-pattern></filter-mapping>
              <servlet>
                <servlet-name>principal</servlet-name>
                <servlet-class>rtc.it.login.PrincipalServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>principal</servlet-name>
                <url-pattern>/principal</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private LoginApplication() {}

    /**
     * The application.
     *
     * @param attributes further attributes of its descriptor's root element
     * @param elements further elements of its descriptor
     * @param settings the settings, one {@code key = value} per line
     */
    static WebArchive war(String attributes, String elements, String settings) {
        return Deployed.fragment()
                .addPackage(LoginInitializer.class.getPackage())
                .addAsResource(
                        new StringAsset(LoginInitializer.class.getName() + "\n"),
                        "META-INF/services/jakarta.servlet.ServletContainerInitializer")
                .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties")
                .setWebXML(new StringAsset(WEB_XML.formatted(attributes, elements)));
    }

    /**
     * Asserts, for each of these paths, that the policy decides about the user of a login filter, and that its decision
     * applies to the connection.
     */
    static void keepsToThePolicy(String header, String... paths) throws Exception {
        List<RawWebSocket> admittedForAShortTime = new ArrayList<>();
        try {
            for (String path : paths) {
                RawWebSocket brief = as("ada", path + "/short", header).open();
                admittedForAShortTime.add(brief);
                brief.join();
            }
            for (String path : paths) {
                decidesAboutTheUser(path, header);
            }
            for (RawWebSocket brief : admittedForAShortTime) {
                assertThat(brief.awaitClose()).isEqualTo(4401);
            }
        } finally {
            for (RawWebSocket brief : admittedForAShortTime) {
                brief.close();
            }
        }
    }

    private static void decidesAboutTheUser(String path, String header) throws Exception {
        assertThat(Handshake.with(Deployed.ws(), path + "/staff").status()).isEqualTo(403);
        assertThat(as("eve", path + "/staff", header).status()).isEqualTo(403);
        try (RawWebSocket ada = as("ada", path + "/staff", header).open()) {
            ada.join();
        }
        try (RawWebSocket observer = as("ada", path + "/gallery", header).open()) {
            String id = observer.join();
            observer.send(json("{'type':'to','peer':'" + id + "','event':'offer'}"));
            assertThat(observer.text()).contains("\"code\":\"forbidden\"");
        }
    }

    /** Asserts that the application's own endpoint sees the application's principal. */
    static void showsThePrincipal(String room, String header) throws Exception {
        as("ada", "/own/" + room, header).open().close();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Deployed.page("principal?room=" + room))
                .isEqualTo("ada"));
    }

    static Handshake as(String user, String path, String header) {
        return Handshake.with(Deployed.ws(), path).header(header, user);
    }
}
