package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A room in memory, in which the peers of a program's tests meet. */
class MemoryRoomTest {

    public record Name(String name) {}

    private final MemoryRoom room = new MemoryRoom(Runnable::run);

    @Test
    void peersJoinExchangeMessagesAndLeave() {
        var ada = peer("Ada");
        var seen = EventLog.of(ada, "hello");
        assertThat(ada.connect()).isCompleted();
        var bob = peer("Bob");
        assertThat(bob.connect()).isCompleted();
        assertThat(bob.peer(ada.id()).orElseThrow().status(Name.class)).isEqualTo(new Name("Ada"));
        assertThat(bob.peer(ada.id()).orElseThrow().first()).isFalse();
        bob.sendToAll("hello", List.of(1, 2));
        bob.setStatus(new Name("Robert"));
        bob.close();
        assertThat(seen.take())
                .containsExactly(
                        "came peer-2 {'name':'Bob'}",
                        "hello of peer-2 [1,2]",
                        "status of peer-2 {'name':'Robert'}",
                        "left peer-2");
        assertThat(ada.peers()).isEmpty();
    }

    @Test
    void eventDataIsReadIntoAGenericType() {
        var ada = peer("Ada");
        var heard = new ArrayList<List<Name>>();
        ada.onPeerJoined(peer -> peer.on("names", new GenericType<List<Name>>() {}, heard::add));
        assertThat(ada.connect()).isCompleted();
        var bob = peer("Bob");
        assertThat(bob.connect()).isCompleted();
        bob.sendToAll("names", List.of(new Name("x"), new Name("y")));
        assertThat(heard).containsExactly(List.of(new Name("x"), new Name("y")));
    }

    @Test
    void theServersIceServersEventsAndRenewalAreExposed() {
        var server = new FakeChannel();
        var signaling = new MucSignaling(
                MucSignaling.builder(() -> server).executor(Runnable::run), new ManualTimer(), () -> 0);
        assertThat(signaling.iceServers()).isEmpty();
        assertThat(signaling.canRenewToken()).isFalse();
        var news = new ArrayList<Name>();
        signaling.onServerEvent("news", Name.class, news::add);
        var unused = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{},'renew':true,'iceServers':[{'urls':'stun:s'},"
                + "{'urls':['turn:a','turn:b'],'username':'u','credential':'secret'},{'x':1},5]}");
        server.receive("{'type':'event','event':'news','data':{'name':'n'}}");
        assertThat(news).containsExactly(new Name("n"));
        assertThat(signaling.iceServers())
                .extracting(IceServer::urls)
                .containsExactly(List.of("stun:s"), List.of("turn:a", "turn:b"));
        assertThat(signaling.iceServers().get(1).credential()).hasValue("secret");
        assertThat(signaling.iceServers().toString()).doesNotContain("secret");
        assertThat(signaling.canRenewToken()).isTrue();
    }

    @Test
    void aTokenIsRenewedOrRefused() {
        var server = new FakeChannel();
        var time = new ManualTimer();
        var signaling = new MucSignaling(MucSignaling.builder(() -> server).executor(Runnable::run), time, () -> 0);
        var events = EventLog.of(signaling);
        assertThat(signaling.renewToken("early")).failsWithin(Duration.ofSeconds(20));
        var unused = signaling.connect();
        server.open();
        server.receive("{'type':'joined','id':'me','peers':{},'renew':true}");
        server.takeSent();
        var renewed = signaling.renewToken("a.b.c");
        var refused = signaling.renewToken("d");
        assertThat(server.takeSent())
                .containsExactly("{'type':'renew','token':'a.b.c'}", "{'type':'renew','token':'d'}");
        server.receive("{'type':'renewed','until':1800000000}");
        server.receive("{'type':'error','msg':'No','code':'forbidden'}");
        assertThat(renewed).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
        assertThat(code(refused)).isEqualTo("forbidden");
        server.full = true;
        assertThat(code(signaling.renewToken("not sent"))).isEqualTo(SignalingException.OVERFLOW);
        server.full = false;
        var next = signaling.renewToken("next");
        server.receive("{'type':'renewed','until':1900000000}");
        assertThat(next).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(Instant.ofEpochSecond(1_900_000_000));
        var unanswered = signaling.renewToken("e");
        time.pass(Duration.ofSeconds(20));
        assertThat(code(unanswered)).isEqualTo(SignalingException.TIMEOUT);
        var lost = signaling.renewToken("f");
        server.end(1006, "");
        assertThat(code(lost)).isEqualTo(SignalingException.CLOSED);
        assertThat(events.take()).containsExactly("closed 1006");
        assertThat(time.isIdle()).isTrue();
    }

    private static String code(CompletableFuture<Instant> future) {
        return future.handle((until, failure) -> SignalingException.of(failure).code())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private MucSignaling peer(String name) {
        var signaling = new MucSignaling(
                MucSignaling.builder(room::channel).executor(Runnable::run), new ManualTimer(), () -> 0);
        signaling.setStatus(Map.of("name", name));
        return signaling;
    }
}
