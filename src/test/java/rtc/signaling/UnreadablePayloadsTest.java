package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A payload that the client cannot read is replaced, and the rest of the message is processed. */
class UnreadablePayloadsTest {

    private final FakeChannel server = new FakeChannel();
    private final ManualTimer time = new ManualTimer();
    private final MucSignaling signaling =
            new MucSignaling(MucSignaling.builder(() -> server).executor(Runnable::run), time, () -> 0);
    private final EventLog diary = EventLog.of(signaling, "hello");

    static Stream<String> unreadable() {
        return Stream.of(
                "{'n':1e2147483648}",
                "{'n':-1e-99999999999}",
                "{'n':" + "1".repeat(2000) + "}",
                "{'deep':" + "[".repeat(5000) + "]".repeat(5000) + "}",
                "{'a':{'b':[1,{'c':tru}]}}",
                "{'n':01}",
                "{'text':'\\x'}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anUnreadableStatusInJoinedBecomesEmptyAndAllPeersAreListed(String payload) {
        var connected = connect();
        server.receive("{'type':'joined','id':'me','peers':{'a':{'n':1},'b':" + payload + ",'c\\u00e9':{'n':2}}}");
        assertThat(connected).isCompleted();
        assertThat(diary.take())
                .containsExactly("error unreadable", "is here a {'n':1}", "is here b {}", "is here cé {'n':2}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anUnreadableStatusInPeerJoinedBecomesEmpty(String payload) {
        join();
        server.receive("{'type':'peer_joined','peer':'b','status':" + payload + "}");
        assertThat(diary.take()).containsExactly("error unreadable", "came b {}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anUnreadableStatusChangeBecomesEmpty(String payload) {
        join();
        server.receive("{'type':'peer_status','peer':'a','status':" + payload + "}");
        assertThat(diary.take()).containsExactly("error unreadable", "status of a {}");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableEventDataBecomesNull(String payload) {
        join();
        signaling.onServerEvent("news", data -> diary.write("news " + data));
        server.receive("{'data':" + payload + ",'type':'from','peer':'a','event':'hello','extra':" + payload + "}");
        server.receive("{'type':'event','event':'news','data':" + payload + "}");
        assertThat(diary.take())
                .containsExactly("error unreadable", "hello of a null", "error unreadable", "news null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'joined','id':'me','peers':{'a':{}",
                "{'type':'joined','id':'me','peers':[]}",
                "{'type':'joined','id':'me','peers':{'a' {}}}",
                "{'type':'joined','id':1e99999999999,'peers':{}}",
                "[]",
                "joined",
                ""
            })
    void anUnreadableJoinedMessageFailsTheJoinAtOnce(String message) {
        var connected = connect();
        server.receive(message);
        assertThat(connected).isCompletedExceptionally();
        var failure = SignalingException.of(catchThrowableOfType(CompletionException.class, connected::join));
        assertThat(failure.code()).isEqualTo(SignalingException.UNREADABLE);
        assertThat(failure.retry()).isEqualTo(Retry.NEVER);
        assertThat(diary.take()).singleElement().asString().startsWith("closed 1006 ");
        assertThat(server.closes()).isEqualTo(1);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aMalformedMessageDoesNotAffectLaterMessages() {
        join();
        server.receive("{'type':'from','peer':'a','event':'hello','data':{'n':1e9999999999}");
        server.receive("{'type':1e9999999999}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':3}");
        assertThat(diary.take()).containsExactly("error unreadable", "error unreadable", "hello of a 3");
    }

    private CompletableFuture<Void> connect() {
        var connected = signaling.connect();
        server.open();
        return connected;
    }

    private void join() {
        var unused = connect();
        server.receive("{'type':'joined','id':'me','peers':{'a':{}}}");
        diary.take();
    }
}
