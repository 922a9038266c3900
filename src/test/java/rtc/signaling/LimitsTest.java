package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that the server would refuse fail before they are sent. Errors from the server name the peer and the event.
 */
class LimitsTest {

    private final FakeChannel server = new FakeChannel();
    private final MucSignaling signaling =
            new MucSignaling(MucSignaling.builder(() -> server).executor(Runnable::run), new ManualTimer(), () -> 0);

    @BeforeEach
    void join() {
        var unused = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{'a':{},'b':{}}}");
        server.takeSent();
    }

    static Stream<Object> refusedPayloads() {
        return Stream.of(
                nested(32),
                nested(20_000),
                cyclic(),
                new BigDecimal("1e10000"),
                new BigDecimal("1e-10000"),
                new BigDecimal("1".repeat(101)),
                List.of("\ud800"),
                Map.of("\udc00", 1),
                Json.createValue("x\ud83d"),
                Json.createArrayBuilder().add(new BigDecimal("2e99999")).build());
    }

    @ParameterizedTest
    @MethodSource("refusedPayloads")
    void aPayloadThatTheServerWouldRefuseIsNotSent(Object data) {
        assertThat(failure(peer().send("hello", data)).code()).isEqualTo(SignalingException.BAD_MESSAGE);
        assertThat(failure(signaling.sendToAll("hello", data)).code()).isEqualTo(SignalingException.BAD_MESSAGE);
        assertThat(server.takeSent()).isEmpty();
    }

    static Stream<Object> acceptedPayloads() {
        return Stream.of(
                nested(31),
                new BigDecimal("1e9999"),
                new BigDecimal("-1.5e-9998"),
                new BigDecimal("1".repeat(100)),
                List.of("\ud83d\ude80", "\\ud800", "\"", "]]]}}}"),
                Map.of("e", "1e99999"),
                true,
                JsonValue.NULL);
    }

    @ParameterizedTest
    @MethodSource("acceptedPayloads")
    void aPayloadThatTheServerAcceptsIsSent(Object data) {
        assertThat(peer().send("hello", data)).isCompleted();
        assertThat(server.takeSent()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "error", "left", "status_changed", "newListener", "removeListener", "\ud800x"})
    void anEventNameThatTheServerWouldRefuseIsNotSent(String event) {
        assertThat(failure(peer().send(event, 1)).code()).isEqualTo(SignalingException.BAD_MESSAGE);
        assertThat(failure(peer().send(event)).code()).isEqualTo(SignalingException.BAD_MESSAGE);
        assertThat(server.takeSent()).isEmpty();
    }

    @Test
    void theLengthOfAnEventNameIsCountedInCodePoints() {
        assertThat(peer().send("\ud83d\ude80".repeat(64))).isCompleted();
        assertThat(failure(peer().send("\ud83d\ude80".repeat(65))).code()).isEqualTo(SignalingException.BAD_MESSAGE);
    }

    @Test
    void aMessageThatIsTooLargeIsRejected() {
        assertThat(peer().send("hello", "x".repeat(65_000))).isCompleted();
        assertThat(failure(peer().send("hello", "x".repeat(65_536))).code()).isEqualTo(SignalingException.TOO_LARGE);
        assertThat(failure(peer().send("hello", "é".repeat(32_768))).code()).isEqualTo(SignalingException.TOO_LARGE);
    }

    @Test
    void aStatusThatTheServerWouldRefuseIsRejected() {
        for (Object status : List.of(Map.of("text", "x".repeat(4096)), Map.of("n", new BigDecimal("1e10000")))) {
            assertThatThrownBy(() -> signaling.setStatus(status)).isInstanceOf(IllegalArgumentException.class);
        }
        signaling.setStatus(Map.of("text", "x".repeat(4000)));
        assertThat(server.takeSent()).hasSize(1);
    }

    @Test
    void theServersLimitsAreConfigurable() {
        var other = new FakeChannel();
        var plan = MucSignaling.builder(() -> other)
                .executor(Runnable::run)
                .messageSize(100_000)
                .statusSize(10_000);
        var generous = new MucSignaling(plan, new ManualTimer(), () -> 0);
        generous.setStatus(Map.of("text", "x".repeat(9_000)));
        var unused = generous.connect();
        other.open();
        other.receive("{'type':'joined','id':'me','peers':{'a':{}}}");
        assertThat(generous.sendToAll("hello", "x".repeat(90_000))).isCompleted();
        assertThat(other.takeSent()).hasSize(2);
    }

    @Test
    void anErrorForAMessageNamesPeerAndEvent() {
        var errors = new ArrayList<SignalingException>();
        signaling.onError(errors::add);
        server.receive("{'type':'error','msg':'No','code':'unknown_peer','peer':'a','event':'hello'}");
        server.receive("{'type':'error','msg':'No','code':'rate_limited'}");
        assertThat(errors).extracting(error -> error.peer().orElse("-")).containsExactly("a", "-");
        assertThat(errors).extracting(error -> error.event().orElse("-")).containsExactly("hello", "-");
    }

    @Test
    void sendToAllSendsToEveryPeer() {
        assertThat(signaling.sendToAll("hello", Map.of("n", 1))).isCompleted();
        assertThat(server.takeSent())
                .containsExactly(
                        "{'type':'to','peer':'a','event':'hello','data':{'n':1}}",
                        "{'type':'to','peer':'b','event':'hello','data':{'n':1}}");
    }

    @Test
    void veryLongTimesAreAccepted() {
        var forever = Duration.ofSeconds(Long.MAX_VALUE);
        var builder = MucSignaling.builder(MemoryChannel::new)
                .joinTimeout(forever)
                .reconnect(Reconnect.standard().pausing(Duration.ofDays(1), forever));
        var peer = builder.build();
        var connected = peer.connect();
        peer.close();
        assertThat(connected).failsWithin(Duration.ofSeconds(20));
        assertThat(new Backoff(Reconnect.standard().pausing(Duration.ofMillis(1), forever), () -> 1)
                        .next(SignalingException.unreachable(new Exception("x")), false, Duration.ZERO))
                .isPresent();
    }

    private SignalingPeer peer() {
        return signaling.peer("a").orElseThrow();
    }

    private static Object nested(int levels) {
        Object value = 1;
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Object cyclic() {
        var map = new HashMap<String, Object>();
        map.put("self", map);
        return map;
    }

    private static SignalingException failure(CompletableFuture<Void> future) {
        assertThat(future).isCompletedExceptionally();
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
