package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.wire.Handshake;

/** The enterprise example: another WAR with the fragment in its {@code WEB-INF/lib}. */
@ExtendWith(ArquillianExtension.class)
@Tag("payara-server")
@Timeout(300)
final class HelpDeskIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static Archive<?> helpDesk() {
        return Deployed.example("help-desk");
    }

    @Test
    void waitingPeersAreListedUntilStaffJoins() throws Exception {
        try (Wire ada = Wire.to("/muc/a%20caf%C3%A9")) {
            Instant before = Instant.now();
            assertThat(ada.joins(json("{'name':'Ada'}"))).isEqualTo("{}");
            JsonObject room = waiting("a caf\u00E9");
            assertThat(room.getJsonArray("peers")).hasSize(1);
            JsonObject peer = room.getJsonArray("peers").getJsonObject(0);
            assertThat(peer.getString("id")).isEqualTo(ada.id());
            assertThat(peer.getJsonObject("status").getString("name")).isEqualTo("Ada");
            assertThat(Instant.parse(peer.getString("joinedAt")))
                    .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));

            try (Wire bob = Wire.to("/staff/a%20caf%C3%A9")) {
                assertThat(bob.joins(json("{'name':'Bob'}"))).isEqualTo(json("{'" + ada.id() + "':{'name':'Ada'}}"));
                ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{'name':'Bob'}}"));
                assertThat(waiting()).isEmpty();

                bob.tells(ada, "offer", "1");
                ada.gets(json("{'type':'from','peer':'" + bob.id() + "','event':'offer','data':1}"));
                ada.tells(bob, "answer", "2");
                bob.gets(json("{'type':'from','peer':'" + ada.id() + "','event':'answer','data':2}"));
                bob.getsNothingElse();
                bob.socket().close();
                ada.gets(json("{'type':'peer_left','peer':'" + bob.id() + "'}")).getsNothingElse();
            }
            assertThat(waiting()).hasSize(1);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting().isEmpty());
    }

    @Test
    void newPeersAreGreeted() throws Exception {
        try (Wire ada = Wire.to("/muc/greeted");
                Wire bob = Wire.to("/staff/greeted")) {
            ada.says(json("{'type':'join','status':{'name':'Ada'},'events':true}"))
                    .isIn();
            ada.gets(json("{'type':'event','event':'greeting','data':{'text':'Welcome, Ada'}}"));
            bob.says(json("{'type':'join','events':true}")).isIn();
            bob.gets(json("{'type':'event','event':'greeting','data':{'text':'Welcome, stranger'}}"))
                    .getsNothingElse();
        }
    }

    @Test
    void invalidRoomsAreRefusedAsInTheWar() throws Exception {
        assertThat(Handshake.with(Deployed.ws(), "/muc/%00").status()).isEqualTo(400);
        assertThat(get("muc/greeted").statusCode()).isEqualTo(426);
    }

    @Test
    void theBrowserModuleIsServedButNotTheCallPage() throws Exception {
        HttpResponse<String> module = get("muc-signaling.js");

        assertThat(module.body()).contains("\"./muc-signaling/signaling.js\"");
        assertThat(get("muc-signaling/signaling.js").body()).contains("export class MucSignaling");
        assertThat(module.headers().firstValue("Content-Security-Policy")).isEmpty();
        assertThat(get("").body()).contains("<h1>Help desk</h1>");
        assertThat(get("call.js").statusCode()).isEqualTo(404);
        assertThat(get("muc-ice-servers.json").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageShowsTheGreetingAndStaffJoiningAndLeaving() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Tab tab = chromium.tab();
            tab.open(Deployed.http());
            tab.type("input", "Eve");
            tab.click("button");
            await().atMost(Tab.LONG).until(() -> tab.texts("li").contains("Welcome, Eve"));
            try (Wire bob = Wire.to("/staff/help%20for%20Eve")) {
                bob.joins(json("{'name':'Bob'}"));
                await().atMost(Tab.LONG).until(() -> tab.texts("li").contains("Bob is here"));
            }
            await().atMost(Tab.LONG).until(() -> tab.texts("li").contains("Bob is gone"));
            assertThat(tab.texts("li")).containsExactly("Welcome, Eve", "Bob is here", "Bob is gone");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aJavaProgramWithOnlyTheClientTalksToTheStaff() throws Exception {
        try (Wire bob = Wire.to("/staff/chat")) {
            bob.joins(json("{'name':'Bob'}"));
            try (ChatProgram ada = ChatProgram.start("chat", "Ada \u00C4")) {
                ada.prints("Bob is here").prints("Joined chat");
                String id = newcomer(bob.socket().text());
                ada.reads("Hello");
                bob.gets(json("{'type':'from','peer':'" + id + "','event':'line','data':'Hello'}"));
                bob.says(json("{'type':'to','peer':'" + id + "','event':'line','data':'Good day'}"));
                ada.prints("Bob: Good day").ends("Closed: 1000");
                bob.gets(json("{'type':'peer_left','peer':'" + id + "'}")).getsNothingElse();
            }
        }
    }

    /** {@return the id of the peer that joined} */
    private static String newcomer(String announcement) {
        try (JsonReader reader = Json.createReader(new StringReader(announcement))) {
            JsonObject joined = reader.readObject();
            assertThat(joined.getString("type")).isEqualTo("peer_joined");
            assertThat(joined.getJsonObject("status").getString("name")).isEqualTo("Ada \u00C4");
            return joined.getString("peer");
        }
    }

    private JsonObject waiting(String room) throws Exception {
        return waiting().getValuesAs(JsonObject.class).stream()
                .filter(found -> found.getString("name").equals(room))
                .findFirst()
                .orElseThrow();
    }

    private JsonArray waiting() throws Exception {
        HttpResponse<String> answer = get("api/waiting");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readArray();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(Deployed.http() + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }
}
