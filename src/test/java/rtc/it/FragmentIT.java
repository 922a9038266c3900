package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.app.Desk;
import rtc.wire.Handshake;

/** Somebody else's application with the fragment in its WEB-INF/lib. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class FragmentIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static Archive<?> application() {
        return Deployed.fragment()
                .addPackage(Desk.class.getPackage())
                .addAsWebInfResource(
                        new StringAsset("<beans bean-discovery-mode=\"annotated\" version=\"4.0\"/>"), "beans.xml");
    }

    @Test
    void hasTheEndpointAndTheRoomsToInject() throws Exception {
        try (Wire ada = Wire.to("/muc/desk")) {
            ada.joins("{\"name\":\"Ada\"}");

            assertThat(get("desk?do=peers&room=desk").body()).isEqualTo("Ada");
            assertThat(Handshake.with(Deployed.ws(), "/muc/%00").status()).isEqualTo(400);
        }
    }

    @Test
    void hasTheModuleForBrowsersAndPagesOfItsOwnAlone() throws Exception {
        HttpResponse<String> module = get("muc-signaling.js");

        assertThat(module.body()).contains("export class MucSignaling");
        assertThat(module.headers().firstValue("Content-Security-Policy")).isEmpty();
        assertThat(get("call.js").statusCode()).isEqualTo(404);
        assertThat(get("muc-ice-servers.json").body()).isEqualTo("[]");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(Deployed.http() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }
}
