package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Scenarios of one peer and the server at the other end of its channel, on one thread. */
class MucSignalingTest {

    public record Offer(String sdp, int line) {}

    public record Broken(String text) {
        @Override
        public String text() {
            return String.valueOf(List.of().get(0));
        }
    }

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(20);

    private final FakeChannel server = new FakeChannel();
    private final ManualTimer time = new ManualTimer();
    private final MucSignaling signaling =
            new MucSignaling(MucSignaling.builder(() -> server).executor(Runnable::run), time, () -> 0);
    private final EventLog diary = EventLog.of(signaling, "hello", "");

    @Test
    void joinsWithTheLatestStatusAndAsksForServerEvents() {
        signaling.setStatus(Map.of("name", "Mallory"));
        signaling.setStatus(Map.of("name", "Ada"));
        var connected = signaling.connect();
        assertThat(server.takeSent()).isEmpty();

        server.open();
        assertThat(server.takeSent())
                .containsExactly("{'type':'join','status':{'name':'Ada'},'events':true,'ice':true,'renew':true}");
        assertThat(connected).isNotDone();
        assertThatThrownBy(signaling::id).isInstanceOf(IllegalStateException.class);

        server.receive("{'type':'joined','id':'me','peers':{}}");
        assertThat(connected).isCompleted();
        assertThat(signaling.id()).isEqualTo("me");
        assertThat(signaling.peers()).isEmpty();
        assertThat(time.isIdle()).isTrue();
        assertThat(diary.take()).isEmpty();
    }

    @Test
    void joinsWithAnEmptyStatusWhenNoneWasSet() {
        var unused = signaling.connect();
        server.open();
        assertThat(server.takeSent())
                .containsExactly("{'type':'join','status':{},'events':true,'ice':true,'renew':true}");
    }

    @Test
    void presentPeersAreReportedBeforeConnectCompletes() {
        var connected = signaling.connect().thenRun(() -> diary.write("connected"));
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{'z':{'name':'Zoë'},'a':{}}}");
        server.receive("{'type':'peer_joined','peer':'m','status':{'name':'Max'}}");

        assertThat(connected).isCompleted();
        assertThat(diary.take())
                .containsExactly("is here z {'name':'Zoë'}", "is here a {}", "connected", "came m {'name':'Max'}");
        assertThat(signaling.peers()).extracting(SignalingPeer::id).containsExactly("z", "a", "m");
        assertThat(signaling.peers()).extracting(SignalingPeer::first).containsExactly(false, false, true);
    }

    @Test
    void allPresentPeersAreListedBeforeTheFirstIsReported() {
        var seen = new ArrayList<Integer>();
        signaling.onPeerJoined(peer -> seen.add(signaling.peers().size()));
        join("'a':{},'b':{}");
        assertThat(seen).containsExactly(2, 2);
    }

    @Test
    void aPeersListenersAreCalledOnlyWhileItIsInTheRoom() {
        join("");
        server.receive("{'type':'from','peer':'a','event':'hello','data':0}");
        server.receive("{'type':'peer_joined','peer':'a','status':{}}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':{'n':1}}");
        server.receive("{'type':'peer_status','peer':'a','status':{'mic':true}}");
        server.receive("{'type':'from','peer':'a','event':'other','data':2}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':null}");
        server.receive("{'type':'peer_left','peer':'a'}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':3}");
        server.receive("{'type':'peer_status','peer':'a','status':{'mic':false}}");
        server.receive("{'type':'peer_left','peer':'a'}");

        assertThat(diary.take())
                .containsExactly(
                        "came a {}", "hello of a {'n':1}", "status of a {'mic':true}", "hello of a null", "left a");
        assertThat(signaling.peers()).isEmpty();
    }

    @Test
    void numbersKeepTheirDigits() {
        join("'a':{}");
        var heard = new ArrayList<BigDecimal>();
        peer("a").on("price", BigDecimal.class, heard::add);
        server.receive("{'type':'from','peer':'a','event':'price','data':1.10}");
        server.receive("{'type':'from','peer':'a','event':'price','data':12345678901234567890.00}");
        assertThat(heard).containsExactly(new BigDecimal("1.10"), new BigDecimal("12345678901234567890.00"));
    }

    @Test
    void aPeersStatusIsUpdatedBeforeItsListenersAreCalled() {
        join("'a':{'n':1}");
        var peer = peer("a");
        var seen = new ArrayList<JsonObject>();
        peer.onStatusChanged(status -> {
            assertThat(peer.status()).isSameAs(status);
            seen.add(status);
        });
        server.receive("{'type':'peer_status','peer':'a','status':{'n':2}}");
        assertThat(seen).extracting(status -> status.getInt("n")).containsExactly(2);
    }

    @Test
    void sendsAnythingThatJsonBCanSerialize() {
        join("'a':{}");
        var peer = peer("a");
        assertThat(peer.send("offer", new Offer("v=0\r\n\"", 7))).isCompleted();
        assertThat(peer.send("list", List.of("x", 1, true))).isCompleted();
        assertThat(peer.send("text", "it \"is\"")).isCompleted();
        assertThat(peer.send("null", null)).isCompleted();
        assertThat(peer.send("json", JsonValue.EMPTY_JSON_ARRAY)).isCompleted();
        assertThat(peer.send("bare")).isCompleted();
        assertThat(server.sent)
                .containsExactly(
                        json("{'type':'to','peer':'a','event':'offer'," + "'data':{'line':7,'sdp':'v=0\\r\\n\\''}}"),
                        json("{'type':'to','peer':'a','event':'list','data':['x',1,true]}"),
                        json("{'type':'to','peer':'a','event':'text','data':'it \\'is\\''}"),
                        json("{'type':'to','peer':'a','event':'null','data':null}"),
                        json("{'type':'to','peer':'a','event':'json','data':[]}"),
                        json("{'type':'to','peer':'a','event':'bare'}"));
    }

    @Test
    void readsDataIntoTheTypeThatAListenerAsksFor() {
        join("'a':{}");
        var heard = new ArrayList<Object>();
        peer("a").on("e", Offer.class, heard::add);
        peer("a").on("e", JsonObject.class, json -> heard.add(json.getInt("line")));
        server.receive("{'type':'from','peer':'a','event':'e','data':{'sdp':'v=0','line':3,'more':[]}}");
        assertThat(heard).containsExactly(new Offer("v=0", 3), 3);
    }

    @Test
    void dataOfTheWrongTypeReachesTheErrorListener() {
        join("'a':{}");
        peer("a").on("e", Offer.class, offer -> diary.write("offer"));
        peer("a").on("e", data -> diary.write("raw"));
        server.receive("{'type':'from','peer':'a','event':'e','data':'text'}");
        server.receive("{'type':'from','peer':'a','event':'e','data':null}");
        server.receive("{'type':'from','peer':'a','event':'e'}");
        server.receive("{'type':'from','peer':'a','event':'e','data':{'line':'many'}}");
        server.receive("{'type':'from','peer':'a','event':'e','data':{'line':1}}");
        assertThat(diary.take())
                .containsExactly(
                        "is here a {}",
                        "error unfit_data",
                        "raw",
                        "error unfit_data",
                        "raw",
                        "error unfit_data",
                        "raw",
                        "error unfit_data",
                        "raw",
                        "offer",
                        "raw");
    }

    @Test
    void unserializableDataIsRefusedAtOnce() {
        join("'a':{}");
        assertThatThrownBy(() -> peer("a").send("e", new Broken("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signaling.setStatus("text")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signaling.setStatus(JsonValue.NULL)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.takeSent()).isEmpty();
    }

    @Test
    void aStatusAfterTheJoinIsSent() {
        var unused = signaling.connect();
        server.open();
        server.takeSent();
        signaling.setStatus(Map.of("n", 1));
        server.receive("{'type':'joined','id':'me','peers':{}}");
        signaling.setStatus(new Offer("v=0", 2));
        assertThat(server.takeSent())
                .containsExactly(
                        "{'type':'status','status':{'n':1}}", "{'type':'status','status':{'line':2,'sdp':'v=0'}}");
    }

    @Test
    void aSecondJoinedMessageOnlyAddsPeers() {
        join("'a':{'n':1}");
        var a = peer("a");
        diary.take();
        server.receive("{'type':'joined','id':'other','peers':{'a':{'n':2},'b':{'n':3}}}");
        assertThat(diary.take()).containsExactly("is here b {'n':3}");
        assertThat(signaling.id()).isEqualTo("me");
        assertThat(peer("a")).isSameAs(a);
        assertThat(a.status().getInt("n")).isEqualTo(1);
        assertThat(peer("b").first()).isFalse();
    }

    @Test
    void aDuplicatePeerJoinedIsIgnored() {
        join("'a':{}");
        diary.take();
        server.receive("{'type':'peer_joined','peer':'a','status':{'n':2}}");
        assertThat(diary.take()).isEmpty();
        assertThat(peer("a").first()).isFalse();
    }

    @Test
    void unknownMessagesAreIgnored() {
        join("'a':{}");
        diary.take();
        server.receive("{'type':'weather','sun':true}");
        server.receive("{'type':7}");
        server.receive("{}");
        server.receive("{'type':'peer_status','peer':'nobody','status':{}}");
        server.receive("{'type':'from','peer':'nobody','event':'hello','data':1}");
        server.receive("{'type':'from','peer':['a'],'event':'hello','data':1}");
        server.receive("{'type':'peer_left'}");
        server.receive("{'type':'peer_joined','peer':4}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':1,'at':12,'extra':{}}");
        assertThat(diary.take()).containsExactly("hello of a 1");
        assertThat(signaling.peers()).hasSize(1);
    }

    @Test
    void invalidMessagesReachTheErrorListener() {
        join("'a':{}");
        diary.take();
        server.receive("[]");
        server.receive("null");
        server.receive("{'type':'from','peer':'a'");
        server.receive("");
        server.receive("[".repeat(100_000));
        server.receive("{'type':1e99999999999}");
        server.receive("{'type':'from','peer':'a','event':'hello','data':1}");
        assertThat(diary.take())
                .containsExactly(
                        "error unreadable",
                        "error unreadable",
                        "error unreadable",
                        "error unreadable",
                        "error unreadable",
                        "error unreadable",
                        "hello of a 1");
    }

    @Test
    void acceptsServersWithoutIdsAndStatuses() {
        var connected = signaling.connect();
        server.open();
        server.receive("{'type':'joined','peers':{'a':null,'b':[1]}}");
        server.receive("{'type':'peer_joined','peer':'c'}");
        server.receive("{'type':'error','msg':'Something'}");
        assertThat(connected).isCompleted();
        assertThatThrownBy(signaling::id).isInstanceOf(IllegalStateException.class);
        assertThat(diary.take()).containsExactly("is here a {}", "is here b {}", "came c {}", "error error");
    }

    @Test
    void theLocalPeerIsNotListed() {
        join("'me':{},'a':{}");
        assertThat(signaling.peers()).extracting(SignalingPeer::id).containsExactly("a");
    }

    @Test
    void serverEventsReachTheirListeners() {
        signaling.onServerEvent("locked", data -> diary.write("locked " + data));
        join("");
        server.receive("{'type':'event','event':'locked','data':{'by':'host'}}");
        server.receive("{'type':'event','event':'unlocked','data':1}");
        server.receive("{'type':'event','event':'locked'}");
        assertThat(diary.take()).containsExactly("locked {'by':'host'}", "locked null");
    }

    @Test
    void connectFailsWhenTheHandshakeIsRefused() {
        var connected = signaling.connect();
        server.connected.completeExceptionally(SignalingException.refused(404, null, new Exception()));
        var failure = failure(connected);
        assertThat(failure.code()).isEqualTo(SignalingException.REFUSED);
        assertThat(failure.httpStatus()).hasValue(404);
        assertThat(diary.take())
                .containsExactly(
                        "closed 1006 The server refused the handshake: HTTP 404, there is no such room, or the address is wrong");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void connectFailsWhenTheJoinIsRefused() {
        var connected = signaling.connect();
        server.open();
        server.receive("{'type':'error','msg':'The room is full','code':'room_full'}");
        var failure = failure(connected);
        assertThat(failure.code()).isEqualTo("room_full");
        assertThat(failure).hasMessage("The room is full");
        assertThat(server.closes()).isEqualTo(1);
        assertThat(diary.take()).containsExactly("closed 1013 The room is full");

        server.end(1013, "room full");
        assertThat(diary.take()).isEmpty();
    }

    @Test
    void connectFailsWhenTheConnectionEndsBeforeTheJoin() {
        var connected = signaling.connect();
        server.open();
        server.end(4403, "forbidden");
        var failure = failure(connected);
        assertThat(failure.code()).isEqualTo(SignalingException.CLOSED);
        assertThat(failure.ending()).hasValue(new Ending(4403, "forbidden"));
        assertThat(diary.take()).containsExactly("closed 4403 forbidden");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void connectFailsWhenTheHandshakeIsNotAnswered() {
        var connected = signaling.connect();
        time.pass(JOIN_LIMIT.minusMillis(1));
        assertThat(connected).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(failure(connected).code()).isEqualTo(SignalingException.TIMEOUT);
        assertThat(server.closes()).isEqualTo(1);
        assertThat(diary.take()).containsExactly("closed 1006 Not joined within 20000 ms");

        server.open();
        assertThat(server.takeSent()).isEmpty();
    }

    @Test
    void connectFailsWhenTheJoinIsNotAnswered() {
        var connected = signaling.connect();
        server.open();
        time.pass(JOIN_LIMIT);
        assertThat(failure(connected).code()).isEqualTo(SignalingException.TIMEOUT);
        assertThat(server.closes()).isEqualTo(1);

        server.receive("{'type':'joined','id':'me','peers':{'a':{}}}");
        server.end(1000, "");
        assertThat(diary.take()).containsExactly("closed 1006 Not joined within 20000 ms");
        assertThat(server.takeSent()).last().isEqualTo("{'type':'leave'}");
    }

    @Test
    void repeatedConnectCallsShareOneConnection() {
        var first = signaling.connect();
        first.cancel(true);
        var second = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{}}");
        assertThat(second).isCompleted();
        assertThat(signaling.connect()).isCompleted();
        assertThat(server.connects()).isEqualTo(1);
        assertThat(server.takeSent()).hasSize(1);

        server.end(1001, "going away");
        assertThat(signaling.connect()).isCompleted();
    }

    @Test
    void closeLeavesAndAfterwardsOnlyTheEndIsReported() {
        join("'a':{}");
        var peer = peer("a");
        diary.take();
        signaling.close();
        signaling.close();
        assertThat(server.takeSent()).containsExactly("{'type':'leave'}");
        assertThat(server.closes()).isEqualTo(1);

        server.receive("{'type':'from','peer':'a','event':'hello','data':1}");
        server.receive("{'type':'peer_left','peer':'a'}");
        signaling.setStatus(Map.of());
        assertThat(failure(peer.send("hello", 1)).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(diary.take()).isEmpty();

        server.end(1000, "");
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(signaling.peers()).isEmpty();
        assertThat(signaling.connect()).isCompleted();
        assertThat(server.takeSent()).isEmpty();
    }

    @Test
    void connectFailsAfterClose() {
        signaling.close();
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(failure(signaling.connect()).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(server.connects()).isZero();
    }

    @Test
    void closeWhileConnectingFailsTheConnect() {
        var connected = signaling.connect();
        signaling.close();
        assertThat(failure(connected).code()).isEqualTo(SignalingException.CLOSED);
        server.open();
        assertThat(server.takeSent()).isEmpty();
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeWhileJoiningLeavesAndFailsTheConnect() {
        var connected = signaling.connect();
        server.open();
        server.takeSent();
        signaling.close();
        assertThat(failure(connected).code()).isEqualTo(SignalingException.CLOSED);
        assertThat(server.takeSent()).containsExactly("{'type':'leave'}");
        server.end(1000, "");
        assertThat(diary.take()).containsExactly("closed 1000");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void closeInAListenerStopsFurtherEvents() {
        signaling.onPeerJoined(peer -> signaling.close());
        join("'a':{}");
        server.receive("{'type':'peer_joined','peer':'b','status':{}}");
        assertThat(diary.take()).containsExactly("is here a {}");
    }

    @Test
    void theEndIsReportedOnceAndAlsoToLateListeners() {
        join("");
        server.end(1012, "restart");
        server.end(1006, "");
        signaling.onClosed(ending -> diary.write("late " + ending.code()));
        signaling.onClosed(ending -> diary.write("never")).close();
        assertThat(diary.take()).contains("closed 1012 restart", "late 1012").doesNotContain("closed 1006");
    }

    @Test
    void sendingToAPeerThatHasLeftFails() {
        join("'a':{}");
        var peer = peer("a");
        server.receive("{'type':'peer_left','peer':'a'}");
        assertThat(failure(peer.send("hello")).code()).isEqualTo(SignalingException.LEFT);
        assertThat(server.takeSent()).isEmpty();
    }

    @Test
    void errorsAfterTheJoinReachTheErrorListener() {
        join("");
        var messages = new ArrayList<String>();
        signaling.onError(error -> messages.add(String.valueOf(error.getMessage())));
        server.receive("{'type':'error','msg':'Trying to send to unknown peer','code':'unknown_peer'}");
        assertThat(diary.take()).containsExactly("error unknown_peer");
        assertThat(messages).containsExactly("Trying to send to unknown peer");
    }

    @Test
    void aThrowingListenerIsReportedAndDoesNotStopOthers() {
        signaling.onPeerJoined(peer -> {
            throw new IllegalStateException("broken");
        });
        signaling.onPeerJoined(peer -> diary.write("told of " + peer.id()));
        signaling.onError(error -> {
            throw new AssertionError("broken as well");
        });
        signaling.onError(error -> diary.write("cause " + String.valueOf(error.getCause())));
        join("'a':{},'b':{}");
        assertThat(diary.take())
                .containsExactly(
                        "is here a {}",
                        "error listener_failed",
                        "cause java.lang.IllegalStateException: broken",
                        "told of a",
                        "is here b {}",
                        "error listener_failed",
                        "cause java.lang.IllegalStateException: broken",
                        "told of b");
    }

    @Test
    void aListenerThatWasRemovedIsNotCalled() {
        join("'a':{}");
        var heard = new ArrayList<String>();
        var subscriptions = new ArrayList<Subscription>();
        subscriptions.add(peer("a").on("e", data -> {
            heard.add("first " + data);
            subscriptions.forEach(Subscription::close);
        }));
        subscriptions.add(peer("a").on("e", data -> heard.add("second " + data)));
        server.receive("{'type':'from','peer':'a','event':'e','data':1}");
        server.receive("{'type':'from','peer':'a','event':'e','data':2}");
        assertThat(heard).containsExactly("first 1");
    }

    private void join(String peers) {
        var unused = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{" + peers + "}}");
        server.takeSent();
    }

    private SignalingPeer peer(String id) {
        return signaling.peers().stream()
                .filter(peer -> peer.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static SignalingException failure(CompletableFuture<Void> future) {
        assertThat(future).isCompletedExceptionally();
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join));
    }
}
