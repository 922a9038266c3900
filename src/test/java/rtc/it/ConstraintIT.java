package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.wire.Handshake;

/** An application with security constraints on one room and on a group of rooms. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class ConstraintIT {

    private static final Answers ANSWERS = new Answers("Paths under a security-constraint");
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>closed rooms</web-resource-name>
                  <url-pattern>/muc/staff</url-pattern>
                  <url-pattern>/muc/caf\u00e9</url-pattern>
                  <url-pattern>*.closed</url-pattern>
                </web-resource-collection>
                <auth-constraint/>
              </security-constraint>
            </web-app>
            """;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.fragment().setWebXML(new StringAsset(WEB_XML));
    }

    @AfterAll
    static void print() {
        ANSWERS.print();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/muc/staff",
                "/muc/staff/",
                "/muc/%73taff",
                "/%6Duc/staff",
                "/%6Duc/staff/",
                "/muc;x/staff",
                "/muc;x=y/staff/",
                "/muc/staff/;x",
                "/muc/;x/staff",
                "/;x/muc/staff",
                "//muc/staff",
                "/muc//staff",
                "/muc/./staff",
                "/./muc/staff",
                "/muc/b/../staff",
                "/muc/%2E/staff",
                "/muc/staff/.",
                "/muc/staff//",
                "/muc/caf%C3%A9",
                "/muc/caf%C3%A9/",
                "/muc/a.closed",
                "/muc/a.closed/",
            })
    void noPathSpellingBypassesTheConstraint(String path) throws Exception {
        assertThat(ANSWERS.note(path, Handshake.with(Deployed.ws(), path).status()))
                .isNotEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/muc/other", "/muc/other/", "/muc/staff2", "/muc/a%3Bb", "/muc/a%2Fb", "/muc/a;b"})
    void otherRoomsAreOpen(String path) throws Exception {
        assertThat(ANSWERS.note(path, Handshake.with(Deployed.ws(), path).status()))
                .isEqualTo(101);
    }
}
