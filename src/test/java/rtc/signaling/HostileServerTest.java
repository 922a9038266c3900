package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that sends messages of known types with invalid members. No call hangs, and no peer is invented. */
class HostileServerTest {

    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(20);

    private final FakeChannels door = new FakeChannels();
    private final ManualTimer time = new ManualTimer();
    private final MucSignaling signaling = new MucSignaling(
            MucSignaling.builder(door::make).executor(Runnable::run).reconnect(), time, () -> 0);
    private final EventLog diary = EventLog.of(signaling, "hello");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'joined','id':7,'peers':null}",
                "{'type':'joined','id':'other'}",
                "{'type':'peer_joined','peer':{},'status':{}}",
                "{'type':'peer_joined','peer':'me','status':{}}",
                "{'type':'peer_status','peer':7,'status':{}}",
                "{'type':'peer_status','peer':'nobody','status':{}}",
                "{'type':'peer_left','peer':'me'}",
                "{'type':'peer_left','peer':null}",
                "{'type':'peer_left'}",
                "{'type':'from','peer':'nobody','event':'hello','data':1}",
                "{'type':'from','peer':'a','event':{},'data':1}",
                "{'type':'from','peer':'a'}",
                "{'type':'event','event':[]}",
                "{'type':'renewed','until':1e18}",
                "{'type':'renewed'}",
                "{'type':'resumed','received':3}",
                "{'type':'resumed'}",
                "{'type':'pong','received':1e300}",
                "{'type':'pong','received':-1e9999}",
                "{'type':'pong','received':'1'}",
                "{'type':['joined']}",
                "{'type':''}",
                "{}"
            })
    void invalidMessagesAfterTheJoinChangeNothing(String message) {
        join();
        door.now().receive(message);
        assertThat(diary.take()).isEmpty();
        assertThat(signaling.id()).isEqualTo("me");
        door.now().receive("{'type':'from','peer':'a','event':'hello','data':1}");
        assertThat(diary.take()).containsExactly("hello of a 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'joined','peers':'abc'}",
                "{'type':'joined','peers':['x',{'n':1}]}",
            })
    void anInvalidPeerListIsReported(String message) {
        join();
        door.now().receive(message);
        assertThat(diary.take()).containsExactly("error unreadable");
        assertThat(signaling.peers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error'}",
                "{'type':'error','code':7,'msg':{}}",
                "{'type':'error','code':null,'msg':[],'peer':1e99,'event':false}"
            })
    void anErrorWithoutAValidCodeIsReportedAsAGeneralError(String message) {
        join();
        door.now().receive(message);
        assertThat(diary.take()).containsExactly("error error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'token':'t','within':-1}",
                "{'token':'t','within':'30'}",
                "{'token':{},'within':30}",
                "{'within':30}",
                "[]",
                "7"
            })
    void anInvalidResumeOfferIsIgnoredAndTheJoinSucceeds(String offer) {
        var connected = signaling.connect();
        door.now().open();
        door.now()
                .receive("{'type':'joined','id':'me','peers':{'a':7,'':null},'renew':7,'iceServers':[7,{},{'urls':[1]},"
                        + "{'urls':'stun:a','username':1}],'resume':" + offer + "}");
        assertThat(connected).isCompleted();
        assertThat(signaling.peers()).hasSize(2);
        assertThat(signaling.canRenewToken()).isFalse();
        assertThat(signaling.iceServers()).hasSize(1);
        door.breakDown();
        time.pass(Reconnect.standard().shortest());
        door.now().open();
        assertThat(door.now().takeSent()).singleElement().asString().startsWith("{'type':'join'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e18", "-1e18", "1e9999", "-1e9999", "1e-9999", "1700000000.9", "'soon'", "{}"})
    void aRenewalCompletesEvenWithAnInvalidExpiryTime(String until) {
        var connected = signaling.connect();
        door.now().open();
        door.now().receive("{'type':'joined','id':'me','peers':{},'renew':true}");
        assertThat(connected).isCompleted();
        var renewed = signaling.renewToken("newer");
        door.now().receive("{'type':'renewed','until':" + until + "}");
        assertThat(renewed).succeedsWithin(20, TimeUnit.SECONDS).isInstanceOf(Instant.class);
    }

    @Test
    void anInvalidAnswerToAResumeLeadsToANewJoin() {
        join();
        for (var answer : new String[] {
            "{'type':'resumed'}", "{'type':'resumed','received':1e300}", "{'type':'resumed','received':-1}"
        }) {
            door.breakDown();
            time.pass(Reconnect.standard().shortest());
            door.now().open();
            assertThat(door.now().takeSent()).singleElement().asString().startsWith("{'type':'resume'");
            door.now().receive("{'type':'from','peer':'a','event':'hello','data':'too early'}");
            door.now().receive("{'type':'pong','received':1}");
            door.now().receive(answer);
            assertThat(door.now().takeSent()).singleElement().asString().startsWith("{'type':'join'");
            door.now().receive("{'type':'resumed','received':0}");
            letIn();
        }
        assertThat(diary.take()).noneMatch(line -> line.contains("too early") || line.contains("error"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 999, 1005, 1015, 2999, 4999, 65_535, Integer.MAX_VALUE})
    void anUnknownCloseCodeEndsTheSession(int code) {
        join();
        door.now().end(code, "\u202e\n" + "x".repeat(200));
        assertThat(diary.take()).singleElement().asString().startsWith("closed " + code);
        assertThat(signaling.peers()).isEmpty();
    }

    @Test
    void anUnansweredResumeIsRetried() {
        join();
        door.breakDown();
        for (int attempt = 0; attempt < 2; attempt++) {
            time.pass(Reconnect.standard().shortest());
            door.now().open();
            door.now().receive("{'type':'joined','id':'other','peers':{'x':{}}}");
            time.pass(JOIN_TIMEOUT);
        }
        assertThat(door.count()).isEqualTo(3);
        assertThat(signaling.peers()).extracting(SignalingPeer::id).containsExactly("a");
        signaling.close();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void anUnusableMessageIsCountedOnceAsReceived() {
        join();
        door.now().receive("{'type':'joined','peers':[]}");
        door.now().receive("[]");
        door.breakDown();
        time.pass(Reconnect.standard().shortest());
        door.now().open();
        assertThat(door.now().takeSent()).containsExactly("{'type':'resume','token':'secret','received':3}");
    }

    private void join() {
        var unused = signaling.connect();
        door.now().open();
        letIn();
        diary.take();
        door.now().takeSent();
    }

    private void letIn() {
        door.now()
                .receive("{'type':'joined','id':'me','peers':{'a':{}},'resume':{'token':'secret','within':30},"
                        + "'renew':true}");
    }
}
