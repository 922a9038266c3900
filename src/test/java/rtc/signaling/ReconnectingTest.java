package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios of a peer whose connections break, in virtual time, on one thread. Every pause has its minimum length. */
class ReconnectingTest {

    private static final Duration PAUSE = Reconnect.standard().shortest();

    private final FakeChannels door = new FakeChannels();
    private final ManualTimer time = new ManualTimer();
    private MucSignaling signaling = peer(Reconnect.standard());
    private EventLog diary = EventLog.of(signaling, "hello");

    @Test
    void reconnectsAfterAPauseWithTheLatestStatus() {
        join("'a':{}");
        signaling.setStatus(Map.of("n", 1));
        diary.take();
        door.breakDown();
        assertThat(diary.take()).containsExactly("interrupted closed, attempt 1 in 500 ms");
        signaling.setStatus(Map.of("n", 2));

        time.pass(PAUSE.minusMillis(1));
        assertThat(door.count()).isEqualTo(1);
        time.pass(Duration.ofMillis(1));
        assertThat(door.count()).isEqualTo(2);
        door.letIn("me2", "'a':{}");

        assertThat(door.now().takeSent())
                .containsExactly(
                        "{'type':'join','status':{'n':2},'events':true,'ice':true,'renew':true,'resume':true}");
        assertThat(diary.take()).containsExactly("reconnected me me2");
        assertThat(signaling.id()).isEqualTo("me2");
    }

    @Test
    void leavesJoinsAndStatusChangesAreReportedAfterReconnecting() {
        join("'stays':{'n':1},'goes':{},'changes':{'n':1}");
        var stays = peer("stays");
        door.now().receive("{'type':'peer_joined','peer':'later','status':{}}");
        var later = peer("later");
        assertThat(later.first()).isTrue();
        diary.take();

        comeBack("'stays':{'n':1},'later':{},'changes':{'n':2},'comes':{}");
        assertThat(diary.take())
                .containsExactly("left goes", "status of changes {'n':2}", "is here comes {}", "reconnected me me2");
        assertThat(signaling.peers())
                .extracting(SignalingPeer::id)
                .containsExactlyInAnyOrder("stays", "changes", "later", "comes");
        assertThat(signaling.peers()).extracting(SignalingPeer::first).containsOnly(false);
        assertThat(peer("stays")).isSameAs(stays);
        assertThat(peer("later")).isSameAs(later);
    }

    @Test
    void listenersOfRemainingPeersAreKept() {
        join("'a':{}");
        diary.take();
        comeBack("'a':{}");
        door.now().receive("{'type':'from','peer':'a','event':'hello','data':1}");
        door.now().receive("{'type':'peer_left','peer':'a'}");
        assertThat(diary.take()).containsExactly("reconnected me me2", "hello of a 1", "left a");
    }

    @Test
    void theClientsOldMembershipIsNotListedAsAPeer() {
        join("'a':{}");
        diary.take();
        comeBack("'a':{},'me':{}");
        door.now().receive("{'type':'joined','id':'me2','peers':{'me':{}}}");
        door.now().receive("{'type':'peer_joined','peer':'me','status':{}}");
        door.now().receive("{'type':'peer_left','peer':'me'}");
        assertThat(diary.take()).containsExactly("reconnected me me2");
        assertThat(signaling.peers()).extracting(SignalingPeer::id).containsExactly("a");
    }

    @Test
    void lateMessagesOfTheOldConnectionAreIgnored() {
        join("'a':{}");
        var old = door.now();
        diary.take();
        comeBack("'a':{}");
        diary.take();
        old.receive("{'type':'from','peer':'a','event':'hello','data':'old'}");
        old.end(4403, "late");
        assertThat(diary.take()).isEmpty();
        assertThat(door.count()).isEqualTo(2);
    }

    @Test
    void listenersCalledOnReconnectMaySend() {
        join("'a':{'n':1}");
        var a = peer("a");
        a.onStatusChanged(status -> a.send("in status"));
        signaling.onPeerJoined(peer -> peer.send("in joined"));
        signaling.onReconnected((oldId, newId) -> a.send("in reconnected"));
        comeBack("'a':{'n':2},'b':{}");
        assertThat(door.now().takeSent())
                .containsExactly(
                        "{'type':'join','status':{},'events':true,'ice':true,'renew':true,'resume':true}",
                        "{'type':'to','peer':'a','event':'in status'}",
                        "{'type':'to','peer':'b','event':'in joined'}",
                        "{'type':'to','peer':'a','event':'in reconnected'}");
    }

    @Test
    void sendingFailsUntilReconnected() {
        join("'a':{}");
        var a = peer("a");
        door.breakDown();
        assertThat(failure(a.send("hello")).code()).isEqualTo(SignalingException.CLOSED);
        time.pass(PAUSE);
        door.now().open();
        assertThat(failure(a.send("hello")).code()).isEqualTo(SignalingException.CLOSED);
        door.letIn("me2", "'a':{}");
        assertThat(a.send("hello")).isCompleted();
    }

    @Test
    void sendingWaitsForTheNextConnectionIfConfigured() {
        begin(Reconnect.standard().holding(200));
        join("'a':{},'b':{}");
        var a = peer("a");
        var b = peer("b");
        door.breakDown();
        var first = a.send("first");
        var lost = b.send("lost");
        time.pass(PAUSE);
        door.now().open();
        var second = a.send("second");
        assertThat(failure(a.send("more than is held", "x".repeat(200))).code()).isEqualTo(SignalingException.OVERFLOW);
        assertThat(first).isNotDone();

        door.letIn("me2", "'a':{}");
        a.send("third").join();
        assertThat(door.now().takeSent())
                .containsExactly(
                        "{'type':'join','status':{},'events':true,'ice':true,'renew':true,'resume':true}",
                        "{'type':'to','peer':'a','event':'first'}",
                        "{'type':'to','peer':'a','event':'second'}",
                        "{'type':'to','peer':'a','event':'third'}");
        assertThat(first).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(second).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(failure(lost).code()).isEqualTo(SignalingException.LEFT);
    }

    @Test
    void heldMessagesFailOnClose() {
        begin(Reconnect.standard().holding(100));
        join("'a':{}");
        var a = peer("a");
        door.breakDown();
        var held = a.send("hello");
        signaling.close();
        assertThat(failure(held).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure(a.send("hello")).code()).isEqualTo(SignalingException.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1006, 1011, 1012, 1013, 4408, 4413})
    void reconnectsAfterATemporaryCloseCode(int code) {
        join("");
        door.now().end(code, "");
        time.pass(PAUSE);
        assertThat(door.count()).isEqualTo(2);
    }

    @Test
    void aRateLimitedCloseDelaysTheNextAttemptByThirtySeconds() {
        join("");
        door.now().end(4429, "too fast");
        assertThat(diary.take()).containsExactly("interrupted closed, attempt 1 in 30500 ms");
        time.pass(Duration.ofSeconds(30));
        assertThat(door.count()).isEqualTo(1);
        time.pass(PAUSE);
        assertThat(door.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1002, 1003, 1005, 1007, 1008, 1009, 3000, 4000, 4401, 4403, 4409})
    void doesNotReconnectAfterAPermanentCloseCode(int code) {
        join("'a':{}");
        diary.take();
        door.now().end(code, "why");
        assertThat(diary.take()).containsExactly("closed " + code + " why");
        assertThat(time.isIdle()).isTrue();
        assertThat(signaling.peers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 307, 408, 421, 429, 500, 502, 503, 504, 511})
    void aTemporarilyRefusedHandshakeIsRetried(int status) {
        var connected = signaling.connect();
        door.now().connected.completeExceptionally(SignalingException.refused(status, null, new Exception()));
        assertThat(diary.take()).containsExactly("interrupted refused, attempt 1 in 500 ms");
        time.pass(PAUSE);
        door.letIn("me", "");
        assertThat(connected).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 407, 410, 426})
    void aPermanentlyRefusedHandshakeEndsTheSession(int status) {
        join("");
        door.breakDown();
        time.pass(PAUSE);
        diary.take();
        door.now().connected.completeExceptionally(SignalingException.refused(status, null, new Exception()));
        assertThat(diary.take())
                .singleElement()
                .asString()
                .startsWith("closed 1006 The server refused the handshake: HTTP " + status);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void notFoundOnTheFirstConnectIsNotRetried() {
        var connected = signaling.connect();
        door.now().connected.completeExceptionally(SignalingException.refused(404, null, new Exception()));
        assertThat(failure(connected).httpStatus()).hasValue(404);
        assertThat(diary.take()).hasSize(1);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void notFoundAfterAnInterruptionIsRetriedALimitedNumberOfTimes() {
        join("");
        door.breakDown();
        for (int i = 0; i < 20; i++) {
            time.pass(PAUSE);
            door.now().connected.completeExceptionally(SignalingException.refused(404, null, new Exception()));
        }
        assertThat(door.count())
                .as("the first, the one after the break, and those after an answer of 404")
                .isEqualTo(2 + Backoff.NOT_FOUND_ATTEMPTS);
        assertThat(diary.take()).last().asString().startsWith("closed 1006 The server refused the handshake: HTTP 404");
    }

    @Test
    void theServersRetryAfterIsRespected() {
        var connected = signaling.connect();
        var busy = SignalingException.refused(503, Duration.ofSeconds(100), new Exception());
        door.now().connected.completeExceptionally(busy);
        time.pass(Duration.ofSeconds(100));
        assertThat(door.count()).isEqualTo(1);
        time.pass(PAUSE);
        assertThat(door.count()).isEqualTo(2);
        assertThat(connected).isNotDone();
    }

    @ParameterizedTest
    @CsvSource({"room_full, 500", "internal, 500", "rate_limited, 30500"})
    void aTemporarilyRefusedJoinIsRetried(String code, int delay) {
        join("");
        door.breakDown();
        time.pass(PAUSE);
        diary.take();
        door.now().open();
        door.now().receive("{'type':'error','msg':'No','code':'" + code + "'}");
        assertThat(diary.take()).containsExactly("interrupted " + code + ", attempt 2 in " + delay + " ms");
        assertThat(door.now().closes()).isEqualTo(1);
        time.pass(Duration.ofMillis(delay));
        assertThat(door.count()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"forbidden, 4403", "bad_message, 1008", "too_large, 1008", "other, 1008"})
    void aPermanentlyRefusedJoinEndsTheSession(String error, int close) {
        join("");
        comeBack("");
        diary.take();
        door.breakDown();
        time.pass(PAUSE);
        diary.take();
        door.now().open();
        door.now().receive("{'type':'error','msg':'No','code':'" + error + "'}");
        assertThat(diary.take()).containsExactly("closed " + close + " No");
        assertThat(door.now().closes()).isEqualTo(1);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void anUnansweredJoinIsRetried() {
        var connected = signaling.connect();
        door.now().open();
        time.pass(Duration.ofSeconds(20));
        assertThat(diary.take()).containsExactly("interrupted timeout, attempt 1 in 500 ms");
        assertThat(door.now().closes()).isEqualTo(1);
        assertThat(door.now().takeSent()).last().isEqualTo("{'type':'leave'}");
        time.pass(PAUSE);
        door.letIn("me", "'a':{}");
        assertThat(connected).isCompleted();
        assertThat(diary.take()).containsExactly("is here a {}");
    }

    @Test
    void attemptsAreCountedUntilAConnectionHasLasted() {
        join("");
        var attempts = new ArrayList<Integer>();
        signaling.onInterrupted(interruption -> attempts.add(interruption.attempt()));
        for (int i = 0; i < 3; i++) {
            door.breakDown();
            time.pass(PAUSE);
            door.letIn("me" + i, "");
        }
        time.pass(Reconnect.standard().longest());
        door.breakDown();
        assertThat(attempts).containsExactly(1, 2, 3, 1);
    }

    @Test
    void theFirstFailureIsLoggedWithoutAnInterruptionListener() {
        var logger = Logger.getLogger(MucSignaling.class.getName());
        var logged = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            var plan = MucSignaling.builder(door::make).reconnect().executor(Runnable::run);
            var unused = new MucSignaling(plan, time, () -> 0).connect();
            for (int i = 0; i < 3; i++) {
                door.now()
                        .connected
                        .completeExceptionally(SignalingException.unreachable(new Exception("nobody\nlistens")));
                time.pass(Duration.ofSeconds(1));
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).singleElement().asString().startsWith("WARNING unreachable: No connection: nobody?listens.");
    }

    @Test
    void givesUpAfterTheConfiguredNumberOfAttempts() {
        begin(Reconnect.standard().attempts(2));
        var connected = signaling.connect();
        for (int i = 0; i < 3; i++) {
            door.now().connected.completeExceptionally(SignalingException.unreachable(new Exception("nobody")));
            time.pass(PAUSE);
        }
        assertThat(door.count()).isEqualTo(3);
        assertThat(failure(connected).code()).isEqualTo(SignalingException.UNREACHABLE);
        assertThat(diary.take())
                .containsExactly(
                        "interrupted unreachable, attempt 1 in 500 ms",
                        "interrupted unreachable, attempt 2 in 500 ms",
                        "closed 1006 No connection: nobody");
    }

    @Test
    void aThrowingChannelSupplierFailsOnlyThatAttempt() {
        var failing = new ArrayList<RuntimeException>();
        failing.add(new IllegalStateException("no token"));
        signaling = new MucSignaling(
                MucSignaling.builder(() -> {
                            if (failing.isEmpty()) {
                                return door.make();
                            }
                            throw failing.remove(0);
                        })
                        .reconnect()
                        .executor(Runnable::run),
                time,
                () -> 0);
        diary = EventLog.of(signaling);
        var connected = signaling.connect();
        assertThat(diary.take()).containsExactly("interrupted supplier_failed, attempt 1 in 500 ms");
        time.pass(PAUSE);
        door.letIn("me", "");
        assertThat(connected).isCompleted();
    }

    @Test
    void supplyingTheSameChannelAgainFailsTheAttempt() {
        var channel = new FakeChannel();
        var careless = new MucSignaling(
                MucSignaling.builder(() -> channel).executor(Runnable::run).reconnect(), time, () -> 0);
        var causes = new ArrayList<String>();
        careless.onInterrupted(lost -> causes.add(lost.cause().getMessage()));
        var unused = careless.connect();
        channel.open();
        channel.receive("{'type':'joined','id':'me','peers':{}}");
        channel.end(1006, "");
        time.pass(PAUSE);
        assertThat(causes).hasSize(2).last().asString().contains("the same channel again");
        careless.close();
    }

    @Test
    void anUnreadableMessageDoesNotAffectLaterMessages() {
        join("");
        comeBack("'a':{}");
        diary.take();
        door.now().receive("[]");
        door.now().receive("{'type':'from','peer':'a','event':'hello','data':1}");
        assertThat(diary.take()).containsExactly("error unreadable", "hello of a 1");
    }

    @Test
    void reconnectsToAServerThatSendsNoIds() {
        var unused = signaling.connect();
        door.now().open();
        door.now().receive("{'type':'joined','peers':{'a':{}}}");
        diary.take();
        door.breakDown();
        time.pass(PAUSE);
        door.now().open();
        door.now().receive("{'type':'joined'}");
        assertThat(diary.take()).containsExactly("interrupted closed, attempt 1 in 500 ms", "left a", "reconnected");
        assertThatThrownBy(signaling::id).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeWhileWaitingToReconnectEndsTheSession() {
        join("'a':{}");
        diary.take();
        door.breakDown();
        diary.take();
        signaling.close();
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(signaling.peers()).isEmpty();
        time.pass(Duration.ofMinutes(1));
        assertThat(door.count()).isEqualTo(1);
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeWhileReconnectingEndsTheSession() {
        join("");
        door.breakDown();
        time.pass(PAUSE);
        diary.take();
        signaling.close();
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(door.now().closes()).isEqualTo(1);
        door.now().open();
        assertThat(door.now().takeSent()).isEmpty();
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeWhileRejoiningLeavesAndEndsTheSession() {
        join("");
        door.breakDown();
        time.pass(PAUSE);
        door.now().open();
        diary.take();
        signaling.close();
        assertThat(door.now().takeSent())
                .containsExactly(
                        "{'type':'join','status':{},'events':true,'ice':true,'renew':true,'resume':true}",
                        "{'type':'leave'}");
        assertThat(diary.take()).isEmpty();
        door.now().end(1006, "cut");
        assertThat(diary.take()).containsExactly("closed 1006 cut");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeInAnInterruptionListenerEndsTheSession() {
        signaling.onInterrupted(interruption -> signaling.close());
        join("");
        diary.take();
        door.breakDown();
        assertThat(diary.take()).containsExactly("interrupted closed, attempt 1 in 500 ms", "closed 1000");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeInAListenerDuringReconnectStopsFurtherEvents() {
        join("'a':{},'b':{}");
        peer("a").onLeft(signaling::close);
        diary.take();
        comeBack("'c':{},'d':{}");
        assertThat(diary.take()).containsExactly("left a");
        door.now().end(1000, "");
        assertThat(diary.take()).containsExactly("closed 1000");
    }

    @ParameterizedTest
    @CsvSource({"0, 30000, 1, 0", "-1, 30000, 1, 0", "2000, 1000, 1, 0", "500, 30000, 0, 0", "500, 30000, 1, -1"})
    void invalidReconnectOptionsAreRefused(long shortest, long longest, int attempts, int holding) {
        assertThatThrownBy(
                        () -> new Reconnect(Duration.ofMillis(shortest), Duration.ofMillis(longest), attempts, holding))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void begin(Reconnect manner) {
        signaling = peer(manner);
        diary = EventLog.of(signaling, "hello");
    }

    private MucSignaling peer(Reconnect manner) {
        var plan = MucSignaling.builder(door::make).reconnect(manner).executor(Runnable::run);
        return new MucSignaling(plan, time, () -> 0);
    }

    private void join(String peers) {
        var unused = signaling.connect();
        door.letIn("me", peers);
        door.now().takeSent();
    }

    /** The connection breaks, and the next connection joins a room with these peers. */
    private void comeBack(String peers) {
        door.breakDown();
        diary.take();
        time.pass(PAUSE);
        door.letIn("me2", peers);
    }

    private SignalingPeer peer(String id) {
        return signaling.peers().stream()
                .filter(peer -> peer.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static SignalingException failure(CompletableFuture<Void> future) {
        assertThat(future).failsWithin(20, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
