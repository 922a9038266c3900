package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.app.Desk;

/** An application that injects the room manager, observes the rooms, and decorates the encoder and the decoder. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class ApplicationIT {

    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war().addPackage(Desk.class.getPackage());
    }

    @Test
    void everyMessageIsDecodedAndEncodedOnceByTheDeclaredCoders() throws Exception {
        try (Wire ada = Wire.in("coders");
                Wire bob = Wire.in("coders");
                Wire eve = Wire.in("coders")) {
            ada.socket().text();
            ada.socket().text();
            bob.socket().text();
            int[] before = counts();

            eve.says(json("{'type':'status','status':{}}"));
            ada.gets(json("{'type':'peer_status','peer':'" + eve.id() + "','status':{}}"));
            bob.gets(json("{'type':'peer_status','peer':'" + eve.id() + "','status':{}}"));
            assertThat(counts()).as("one status to two").containsExactly(before[0] + 1, before[1] + 1);

            ada.tells(bob, "offer", "1");
            bob.gets(json("{'type':'from','peer':'" + ada.id() + "','event':'offer','data':1}"));
            assertThat(counts()).as("one event").containsExactly(before[0] + 2, before[1] + 2);

            ada.says("nonsense").getsError("bad_message", "Error processing incoming message: not a JSON object");
            assertThat(counts()).as("one error").containsExactly(before[0] + 3, before[1] + 3);
        }
    }

    @Test
    void aBugClosesOnlyItsOwnConnectionWith1011() throws Exception {
        try (Wire ada = Wire.in("bugs");
                Wire bob = Wire.in("bugs")) {
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"));
            bob.says(json("{'type':'a bug'}"))
                    .getsError("internal", "Internal error")
                    .isClosed(1011);

            ada.gets(json("{'type':'peer_left','peer':'" + bob.id() + "'}")).getsNothingElse();
        }
    }

    @Test
    void theRoomManagerListsPeersSendsEventsAndEndsPeers() throws Exception {
        try (Wire ada = Wire.to("/muc/desk");
                Wire bob = Wire.to("/muc/desk")) {
            ada.says(json("{'type':'join','status':{'name':'Ada'},'events':true}"))
                    .isIn();
            bob.joins(json("{'name':'Bob'}"));
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{'name':'Bob'}}"));

            assertThat(ask("do=peers&room=desk")).isEqualTo("Ada Bob");
            assertThat(ask("do=peers&room=other")).isEmpty();
            assertThat(ask("do=send&room=desk&peer=" + ada.id())).isEqualTo("true");
            assertThat(ask("do=send&room=desk&peer=" + bob.id())).isEqualTo("false");
            assertThat(ask("do=all&room=desk")).isEqualTo("1");
            ada.gets(json("{'type':'event','event':'notice','data':{'text':'soon'}}"));
            ada.gets(json("{'type':'event','event':'notice','data':null}"));

            assertThat(ask("do=end&room=desk&peer=" + ada.id())).isEqualTo("true");
            ada.isClosed(4403);
            bob.gets(json("{'type':'peer_left','peer':'" + ada.id() + "'}")).getsNothingElse();
            assertThat(ask("do=peers&room=desk")).isEqualTo("Bob");
        }
    }

    @Test
    void eachJoinAndLeaveIsObservedInItsOwnRequest() throws Exception {
        try (Wire ada = Wire.to("/muc/visits");
                Wire bob = Wire.to("/muc/visits")) {
            ada.joins(json("{'name':'Ada'}"));
            bob.joins(json("{'name':'Bob'}"));
            bob.says(json("{'type':'status','status':{'name':'Robert'}}"));
            bob.says(json("{'type':'leave'}")).isClosed(1000);
            ada.socket().close();
        }

        await().atMost(A_WHILE).untilAsserted(() -> assertThat(ask("do=visits&room=visits"))
                .isEqualTo("+Ada1, ~Ada1, +Bob1, ~Bob1, -LEFT Robert1, -GONE Ada1"));
    }

    @Test
    void aFailingOrBlockingObserverDoesNotStopSignalingOrLaterEvents() throws Exception {
        try (Wire fail = Wire.to("/muc/bad");
                Wire block = Wire.to("/muc/bad");
                Wire ada = Wire.to("/muc/bad")) {
            fail.joins(json("{'name':'Fail'}"));
            block.joins(json("{'name':'Block'}"));
            await().atMost(A_WHILE)
                    .untilAsserted(() -> assertThat(ask("do=visits&room=bad")).isEqualTo("+Fail1, ~Fail1, +Block1"));
            ada.joins(json("{'name':'Ada'}"));
            ada.tells(block, "offer", "1");
            block.socket().text();
            block.gets(json("{'type':'from','peer':'" + ada.id() + "','event':'offer','data':1}"));
            assertThat(ask("do=visits&room=bad")).isEqualTo("+Fail1, ~Fail1, +Block1");

            assertThat(ask("do=unblock")).isEqualTo("ok");
            await().atMost(A_WHILE).untilAsserted(() -> assertThat(ask("do=visits&room=bad"))
                    .isEqualTo("+Fail1, ~Fail1, +Block1, .Block2, ~Block1, +Ada1, ~Ada1"));
        }
    }

    private int[] counts() throws Exception {
        String[] words = ask("do=counts").split("\\D+", 3);
        return new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
    }

    private String ask(String query) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(Deployed.http() + "desk?" + query))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
