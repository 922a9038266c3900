package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The help desk, with the fragment in its {@code WEB-INF/lib}, as a module of an EAR. */
@ExtendWith(ArquillianExtension.class)
@Tag("not-payara-micro")
@Tag("payara-server")
@Timeout(90)
final class EarIT {

    private static final String APPLICATION_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
              <module>
                <web>
                  <web-uri>%s</web-uri>
                  <context-root>%s</context-root>
                </web>
              </module>
            </application>
            """;

    @Deployment(testable = false)
    static Archive<?> ear() {
        WebArchive helpDesk = Deployed.example("help-desk");
        String root = Deployed.http().getPath().replaceFirst("(?<=.)/$", "");
        return ShrinkWrap.create(EnterpriseArchive.class, "help-desk.ear")
                .addAsModule(helpDesk)
                .setApplicationXML(new StringAsset(APPLICATION_XML.formatted(helpDesk.getName(), root)));
    }

    /** Payara does not read the settings of a WAR in an EAR, so the application's own path is not guarded there. */
    private static String ownEndpoint() {
        return Deployed.isOnPayara() ? "/muc" : "/staff";
    }

    @Test
    void peersMeetAndBeansObserveAndListThem() throws Exception {
        try (Wire ada = Wire.to("/muc/ear");
                Wire bob = Wire.to(ownEndpoint() + "/ear")) {
            ada.says(json("{'type':'join','status':{'name':'Ada'},'events':true}"))
                    .isIn();
            ada.gets(json("{'type':'event','event':'greeting','data':{'text':'Welcome, Ada'}}"));
            assertThat(waiting()).contains(ada.id());

            assertThat(bob.joins("{}")).isEqualTo(json("{'" + ada.id() + "':{'name':'Ada'}}"));
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"))
                    .getsNothingElse();
            assertThat(waiting()).isEqualTo("[]");
        }
    }

    private static String waiting() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(Deployed.http() + "api/waiting"))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
