package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtc.wire.SingleQuotes.json;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.NotAdmittedException;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.handshake.Renewal;
import rtc.muc.internal.handshake.Renewal.Answer;
import rtc.muc.internal.handshake.Renewal.Outcome;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** A connection over time. Ids are p1, p2, … in the order of connecting. */
final class WebSocketPeerTest {

    private static final String PING = json("{'type':'ping'}");
    private static final String JOIN = json("{'type':'join'}");
    private static final String RENEWING_JOIN = json("{'type':'join','renew':true}");
    private static final AccessPeriod UNTIL_60 =
            new AccessPeriod(Instant.ofEpochSecond(1_800_000_060), Instant.ofEpochSecond(1_800_000_060));
    private static final ConnectionLimits LIMITS =
            new ConnectionLimits(1000, 0, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(3));
    private static final LivenessLimits LIVENESS = new LivenessLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(25));

    private static final IceServers ICE_SERVERS = new IceServers(
            new IceRules(json("[{'urls':'stun:a'}]"), "north", List.of("turn:b"), Duration.ofHours(1)),
            InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)));

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger decoded = new AtomicInteger();
    private final ClientMessageDecoder decoder = new ClientMessageDecoder(codec) {
        @Override
        public ClientMessage decode(String text) {
            decoded.incrementAndGet();
            return super.decode(text);
        }
    };
    private final FakeWire wire = completingWire();
    private RoomLimits roomLimits = RoomLimits.NONE;
    private ConnectionLimits limits = LIMITS;
    private LivenessLimits liveness = LIVENESS;
    private final AtomicBoolean signedOut = new AtomicBoolean();
    private double jitter;
    private Duration now = Duration.ofDays(-1);

    private final Admissions admissions = new Admissions(() -> now.toNanos());

    /** How much time passes with each reading of the clock. */
    private Duration tick = Duration.ZERO;

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void shutdownClosesEverySessionWith1012() {
        SessionRegistry sessions = sessions();
        open(sessions, wire).text(JOIN, true);
        FakeWire unjoined = completingWire();
        open(sessions, unjoined);

        sessions.close();
        assertThat(wire.closes).containsExactly("RESTARTING");
        assertThat(unjoined.closes).containsExactly("RESTARTING");
    }

    @Test
    void aSessionOpenedAfterShutdownIsClosedAtOnce() {
        SessionRegistry sessions = sessions();
        sessions.close();

        open(sessions, wire).text(JOIN, true);
        assertThat(wire.closes).containsExactly("RESTARTING");
        assertThat(wire.sent).isEmpty();
    }

    @Test
    void aSessionThatOpensAfterShutdownGaveUpItsAdmissionMayReconnect() {
        SessionRegistry sessions = sessions();
        List<Integer> codes = new ArrayList<>();
        Session late = sessionWithoutAdmission(codes);
        assertThatThrownBy(() -> sessions.open(late)).isInstanceOf(NotAdmittedException.class);
        admissions.close();

        assertThatThrownBy(() -> sessions.open(late)).isInstanceOf(NotAdmittedException.class);
        assertThat(codes).containsExactly(4403, 1012);
    }

    @Test
    void shutdownCutsConnectionsThatDoNotCloseInTime() {
        SessionRegistry sessions = sessions();
        FakeWire stalled = FakeWire.byHand();
        stalled.held = true;
        WebSocketPeer ada = open(sessions, stalled);
        ada.text(JOIN, true);
        wire.held = true;
        open(sessions, wire);
        FakeWire quick = completingWire();
        open(sessions, quick);
        tick = LIMITS.closeTimeout();

        sessions.close();
        assertThat(stalled.closes).containsExactly("TOO_SLOW", "CUT");
        assertThat(wire.closes).containsExactly("RESTARTING", "CUT");
        assertThat(quick.closes).containsExactly("RESTARTING");
    }

    @Test
    void signingOutEndsTheSession() {
        SessionRegistry sessions = sessions();
        open(sessions, wire).text(JOIN, true);
        seconds(sessions, 5);
        assertThat(wire.closes).isEmpty();

        signedOut.set(true);
        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("SIGNED_OUT");
    }

    @Test
    void aLostConnectionThatHasNotJoinedIsEndedByTheNextSweep() {
        SessionRegistry sessions = sessions();
        open(sessions, wire);
        seconds(sessions, 1);
        wire.open = false;

        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void aConnectionThatDoesNotJoinInTimeIsEnded() {
        SessionRegistry sessions = sessions();
        open(sessions, wire).text("nonsense", true);
        seconds(sessions, 9);
        assertThat(wire.closes).isEmpty();

        seconds(sessions, 2);
        assertThat(wire.closes).containsExactly("NOT_JOINED");
    }

    @Test
    void jsonPingsKeepASessionAliveButDoNotReplaceTheJoin() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.text(JOIN, true);
        FakeWire bobsWire = completingWire();
        WebSocketPeer bob = open(sessions, bobsWire);
        for (int second = 0; second < 120; second++) {
            ada.text(PING, true);
            bob.text(PING, true);
            seconds(sessions, 1);
        }

        assertThat(wire.closes).isEmpty();
        assertThat(wire.sent).contains(json("{'type':'pong'}"));
        assertThat(bobsWire.closes).containsExactly("NOT_JOINED", "CUT");
    }

    @Test
    void aSilentPeerIsEndedAndTheOthersSeeItLeave() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        FakeWire bobsWire = completingWire();
        WebSocketPeer bob = open(sessions, bobsWire);
        ada.text(JOIN, true);
        bob.text(JOIN, true);
        for (int second = 0; second < 60; second++) {
            ada.pong();
            seconds(sessions, 1);
        }
        assertThat(bobsWire.closes).isEmpty();

        seconds(sessions, 2);
        assertThat(bobsWire.closes).containsExactly("SILENT");
        assertThat(wire.sent).endsWith(json("{'type':'peer_left','peer':'p2'}"));
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void pongsPartsAndMessagesKeepASessionAlive() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.text(JOIN, true);
        seconds(sessions, 50);
        ada.pong();
        seconds(sessions, 50);
        ada.text("", true);
        seconds(sessions, 50);
        ada.text("", false);
        seconds(sessions, 9);
        ada.text("", true);
        seconds(sessions, 50);
        assertThat(wire.closes).isEmpty();

        seconds(sessions, 11);
        assertThat(wire.closes).containsExactly("SILENT");
    }

    @Test
    void anUnfinishedMessageTimesOut() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.text(JOIN, true);
        for (int second = 0; second < 9; second++) {
            ada.text(".", false);
            seconds(sessions, 1);
        }
        ada.text(".", true);
        ada.text(".", false);
        for (int second = 0; second < 10; second++) {
            ada.text(".", false);
            seconds(sessions, 1);
        }
        assertThat(wire.closes).isEmpty();

        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("UNFINISHED");
    }

    @Test
    void eachPeerIsPingedAtTheIntervalButNotAllAtOnce() {
        SessionRegistry sessions = sessions();
        List<FakeWire> wires =
                IntStream.range(0, 25).mapToObj(i -> completingWire()).toList();
        List<WebSocketPeer> peers = new ArrayList<>();
        wires.forEach(each -> peers.add(open(sessions, each)));
        peers.forEach(peer -> peer.text(JOIN, true));
        List<Integer> inASecond = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            int before = pings(wires);
            seconds(sessions, 1);
            peers.forEach(WebSocketPeer::pong);
            inASecond.add(pings(wires) - before);
        }

        assertThat(wires).extracting(each -> each.pings).containsOnly(2);
        assertThat(inASecond).allMatch(pings -> pings <= 3);
    }

    @Test
    void withoutLimitsSessionsAreNeitherEndedNorPinged() {
        liveness = LivenessLimits.NONE;
        SessionRegistry sessions = sessions();
        open(sessions, wire).text("{", false);
        seconds(sessions, 10_000);

        assertThat(wire.closes).isEmpty();
        assertThat(wire.pings).isZero();
    }

    @Test
    void timeWithoutASweepDoesNotCountAgainstAPeer() {
        SessionRegistry sessions = sessions();
        open(sessions, wire);
        seconds(sessions, 2);
        now = now.plusMinutes(10);
        sessions.sweep();
        assertThat(wire.closes).isEmpty();

        seconds(sessions, 4);
        assertThat(wire.closes).containsExactly("NOT_JOINED");
    }

    @Test
    void expiredAccessEndsASessionJoinedOrNot() {
        SessionRegistry sessions = sessions();
        FakeWire bobsWire = completingWire();
        Instant end = Instant.EPOCH.plus(now).plusSeconds(5);
        open(sessions, wire, end).text(JOIN, true);
        open(sessions, bobsWire, end);
        seconds(sessions, 4);
        assertThat(wire.closes).isEmpty();
        assertThat(bobsWire.closes).isEmpty();

        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("EXPIRED");
        assertThat(bobsWire.closes).containsExactly("EXPIRED");
    }

    @Test
    void aClosedConnectionIsCutOnceAfterTheTimeout() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.binary();
        assertThat(wire.closes).containsExactly("BINARY");
        seconds(sessions, 3);
        ada.text("still here", true);
        assertThat(wire.closes).containsExactly("BINARY");

        seconds(sessions, 10);
        assertThat(wire.closes).containsExactly("BINARY", "CUT");
    }

    @Test
    void messagesAfterLeaveAreNotDecoded() {
        WebSocketPeer ada = open(sessions(), wire);
        ada.text(json("{'type':'leave'}"), true);
        assertThat(decoded).hasValue(1);
        ada.text("x".repeat(2000), false);
        ada.text(JOIN, true);
        ada.binary();
        ada.closed();

        assertThat(decoded).hasValue(1);
        assertThat(wire.closes).containsExactly("LEFT");
    }

    @Test
    void aPeerThatReadsTooSlowlyIsEndedAndTheOthersSeeItLeave() {
        SessionRegistry sessions = sessions();
        FakeWire slow = FakeWire.byHand();
        WebSocketPeer ada = open(sessions, wire);
        WebSocketPeer bob = open(sessions, slow);
        bob.text(JOIN, true);
        ada.text(JOIN, true);
        for (int second = 0; second < 12; second++) {
            ada.pong();
            bob.pong();
            seconds(sessions, 1);
        }

        assertThat(slow.closes).containsExactly("TOO_SLOW");
        assertThat(wire.sent).endsWith(json("{'type':'peer_left','peer':'p2'}"));
    }

    @Test
    void anEndedPeerThatDoesNotReadItsLastMessagesTimesOut() {
        SessionRegistry sessions = sessions();
        FakeWire slow = FakeWire.byHand();
        WebSocketPeer ada = open(sessions, slow);
        ada.text(JOIN, true);
        ada.failed(new IllegalStateException("a bug"));
        seconds(sessions, 3);
        assertThat(slow.closes).isEmpty();

        seconds(sessions, 2);
        assertThat(slow.closes).containsExactly("TOO_SLOW");
        seconds(sessions, 4);
        assertThat(slow.closes).containsExactly("TOO_SLOW", "CUT");
    }

    @Test
    void aConnectionThatFailsDuringASendIsEndedByTheNextSweep() {
        FakeWire broken = FakeWire.byHand();
        SessionRegistry sessions = sessions();
        open(sessions, broken).text(JOIN, true);
        broken.fails();
        assertThat(broken.closes).isEmpty();
        seconds(sessions, 1);

        assertThat(broken.closes).containsExactly("GONE");
    }

    @Test
    void aLostConnectionThatHasJoinedIsEndedByTheNextSweep() {
        SessionRegistry sessions = sessions();
        open(sessions, wire).text(JOIN, true);
        wire.open = false;
        seconds(sessions, 1);

        assertThat(wire.closes).containsExactly("GONE");
    }

    @Test
    void anIoExceptionIsIgnoredAndABugIsReportedToThePeer() {
        WebSocketPeer ada = open(sessions(), wire);
        ada.failed(new IOException("broken pipe"));
        assertThat(wire.sent).isEmpty();
        assertThat(wire.closes).isEmpty();

        ada.failed(new IllegalStateException("a bug"));
        assertThat(wire.sent).containsExactly(json("{'type':'error','msg':'Internal error','code':'internal'}"));
        assertThat(wire.closes).containsExactly("INTERNAL");
    }

    @Test
    void anOversizedMessageEndsTheSessionBeforeItIsComplete() {
        WebSocketPeer ada = open(sessions(), wire);
        ada.text("x".repeat(1000), false);
        assertThat(wire.closes).isEmpty();
        ada.text("x", false);

        assertThat(wire.closes).containsExactly("MESSAGE_TOO_LARGE");
    }

    @Test
    void theByteRateAlsoCountsTheOverheadOfEachFrame() {
        roomLimits = new RoomLimits(0, Rate.UNLIMITED, Rate.perSecond(1, 3 * 32 + JOIN.length()), Rate.UNLIMITED);
        WebSocketPeer ada = open(sessions(), wire);
        ada.text("", false);
        ada.text(JOIN, false);
        ada.text("", true);
        assertThat(wire.sent).containsExactly(json("{'type':'joined','id':'p1','peers':{}}"));

        ada.text("", true);
        assertThat(wire.sent).hasSize(2).last().asString().contains("rate_limited");
        ada.text("", true);
        assertThat(wire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void pongsCountTowardsTheMessageRate() {
        roomLimits = new RoomLimits(0, Rate.perSecond(1, 3), Rate.UNLIMITED, Rate.UNLIMITED);
        WebSocketPeer ada = open(sessions(), wire);
        ada.text(JOIN, true);
        ada.pong();
        ada.pong(ByteBuffer.allocate(125));
        assertThat(wire.sent).hasSize(1);

        ada.pong();
        assertThat(wire.sent).hasSize(2).last().asString().contains("rate_limited");
        ada.pong();
        assertThat(wire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void pongsToTheServersPingsDoNotCountTowardsTheRate() {
        roomLimits = new RoomLimits(0, Rate.perSecond(1, 4), Rate.UNLIMITED, Rate.UNLIMITED);
        limits = new ConnectionLimits(0, 0, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(3));
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        WebSocketPeer bob = open(sessions, completingWire());
        ada.text(JOIN, true);
        bob.text(JOIN, true);
        String large = "x".repeat(FlowWindow.STEP);
        for (int question = 1; question <= 3; question++) {
            bob.text(json("{'type':'to','peer':'p1','event':'e','data':'" + large + "'}"), true);
            assertThat(wire.pings).isEqualTo(question);
            ada.pong(wire.lastPing);
        }
        for (int i = 0; i < 3; i++) {
            ada.pong(wire.lastPing);
        }
        assertThat(wire.sent).noneMatch(text -> text.contains("rate_limited"));
        ada.pong(wire.lastPing);
        assertThat(wire.sent).last().asString().contains("rate_limited");
    }

    @Test
    void pongsCountTowardsTheByteRate() {
        roomLimits = new RoomLimits(0, Rate.UNLIMITED, Rate.perSecond(1, 2 * (32 + 125)), Rate.UNLIMITED);
        WebSocketPeer ada = open(sessions(), wire);
        ada.pong(ByteBuffer.allocate(125));
        ada.pong(ByteBuffer.allocate(125));
        assertThat(wire.sent).isEmpty();

        ada.pong();
        ada.pong();
        assertThat(wire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void aClientThatOnlyAnswersPingsIsNotRateLimited() {
        roomLimits = new RoomLimits(0, Rate.perSecond(1, 1), Rate.perSecond(100, 100), Rate.UNLIMITED);
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        seconds(sessions, 1);
        ada.text(JOIN, true);
        for (int ping = 0; ping < 100; ping++) {
            seconds(sessions, 25);
            ada.pong();
        }

        assertThat(wire.sent).containsExactly(json("{'type':'joined','id':'p1','peers':{}}"));
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void theFullestOutboxesAreClosedAboveTheTotalLimit() {
        limits = new ConnectionLimits(0, 0, 0, 100_000, Duration.ofSeconds(10), Duration.ofSeconds(3));
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.text(JOIN, true);
        List<FakeWire> stalled = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stalled.add(FakeWire.byHand());
            open(sessions, stalled.get(i)).text(JOIN, true);
        }
        tell(ada, "p2", 10_000, 4);
        tell(ada, "p3", 10_000, 5);
        tell(ada, "p4", 10_000, 1);
        sessions.relieve();
        assertThat(stalled).as("they hold 100 000 bytes").allMatch(each -> each.closes.isEmpty());

        tell(ada, "p4", 10_000, 1);
        sessions.relieve();
        assertThat(stalled).extracting(each -> each.closes).containsExactly(List.of(), List.of("TOO_SLOW"), List.of());
        assertThat(wire.sent).endsWith(json("{'type':'peer_left','peer':'p3'}"));
        assertThat(wire.closes).isEmpty();
        sessions.relieve();
        assertThat(stalled).filteredOn(each -> each.closes.isEmpty()).hasSize(2);
    }

    @Test
    void eachPeerThatAsksForIceServersReceivesItsOwnCredentials() {
        SessionRegistry sessions = sessions();
        FakeWire bobsWire = completingWire();
        open(sessions, wire).text(json("{'type':'join','ice':true}"), true);
        open(sessions, bobsWire, Instant.ofEpochSecond(1_800_000_060)).text(json("{'type':'join','ice':true}"), true);

        assertThat(wire.sent.get(0))
                .startsWith(json("{'type':'joined','id':'p1','peers':{},'iceServers':[{'urls':'stun:a'},"
                        + "{'urls':['turn:b'],'username':'1800003600:p1','credential':'"))
                .endsWith(json("='}]}"));
        assertThat(bobsWire.sent.get(0)).contains(json("'username':'1800000060:p2'"));
    }

    @Test
    void withoutAskingAPeerReceivesNeitherIceServersNorRenewal() {
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire, UNTIL_60, Optional.of((token, answer) -> {}));
        ada.text(JOIN, true);
        ada.text(json("{'type':'renew','token':'t'}"), true);
        ada.text(json("{'type':'renew'}"), true);

        assertThat(wire.sent)
                .containsExactly(
                        json("{'type':'joined','id':'p1','peers':{}}"),
                        json("{'type':'error','msg':'Unknown message type','code':'unknown_type'}"),
                        json("{'type':'error','msg':'Unknown message type','code':'unknown_type'}"));
    }

    @Test
    void renewalIsNotOfferedWhereNoTokenIsRequired() {
        WebSocketPeer ada = open(sessions(), wire);
        ada.text(RENEWING_JOIN, true);
        ada.text(json("{'type':'renew','token':'t'}"), true);

        assertThat(wire.sent)
                .containsExactly(
                        json("{'type':'joined','id':'p1','peers':{}}"),
                        json("{'type':'error','msg':'Unknown message type','code':'unknown_type'}"));
    }

    @Test
    void aRenewalExtendsTheSession() {
        SessionRegistry sessions = sessions();
        now = Duration.between(Instant.EPOCH, Instant.ofEpochSecond(1_800_000_000));
        AccessPeriod later =
                new AccessPeriod(Instant.ofEpochSecond(1_800_000_090), Instant.ofEpochSecond(1_800_000_120));
        WebSocketPeer ada = open(sessions, wire, UNTIL_60, Optional.of((token, answer) -> {
            assertThat(token).isEqualTo("t");
            answer.accept(Answer.renewed(later));
        }));
        ada.text(RENEWING_JOIN, true);
        assertThat(wire.sent).containsExactly(json("{'type':'joined','id':'p1','peers':{},'renew':true}"));

        ada.text(json("{'type':'renew','token':'t'}"), true);
        assertThat(wire.sent).last().isEqualTo(json("{'type':'renewed','until':1800000090}"));
        for (int second = 0; second < 119; second++) {
            ada.pong();
            seconds(sessions, 1);
        }
        assertThat(wire.closes).isEmpty();

        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("EXPIRED");
    }

    @Test
    void aFailedRenewalLeavesTheExpiryUnchanged() {
        SessionRegistry sessions = sessions();
        now = Duration.between(Instant.EPOCH, Instant.ofEpochSecond(1_800_000_000));
        WebSocketPeer ada = open(
                sessions,
                wire,
                UNTIL_60,
                Optional.of((token, answer) -> answer.accept(
                        Answer.unchanged(token.equals("bad") ? Outcome.FORBIDDEN : Outcome.UNAVAILABLE))));
        ada.text(RENEWING_JOIN, true);
        ada.text(json("{'type':'renew','token':'bad'}"), true);
        ada.text(json("{'type':'renew','token':'t'}"), true);
        ada.text(json("{'type':'renew','token':7}"), true);
        assertThat(wire.sent)
                .endsWith(
                        "{\"type\":\"error\",\"msg\":\"The token does not renew this connection's access\","
                                + "\"code\":\"forbidden\"}",
                        json("{'type':'error','msg':'The token cannot be checked at the moment',"
                                + "'code':'forbidden'}"),
                        "{\"type\":\"error\",\"msg\":\"'renew' is missing the token\",\"code\":\"bad_message\"}");

        seconds(sessions, 30);
        ada.pong();
        seconds(sessions, 29);
        assertThat(wire.closes).isEmpty();
        seconds(sessions, 1);
        assertThat(wire.closes).containsExactly("EXPIRED");
    }

    @Test
    void aSecondRenewalIsRejectedWhileOneIsPending() {
        List<Consumer<Answer>> asked = new ArrayList<>();
        WebSocketPeer ada = open(sessions(), wire, UNTIL_60, Optional.of((token, answer) -> asked.add(answer)));
        ada.text(RENEWING_JOIN, true);
        ada.text(json("{'type':'renew','token':'t'}"), true);
        ada.text(json("{'type':'renew','token':'t'}"), true);

        assertThat(asked).hasSize(1);
        assertThat(wire.sent).last().asString().contains("rate_limited");
        asked.get(0).accept(Answer.renewed(UNTIL_60));
        ada.text(json("{'type':'renew','token':'t'}"), true);
        assertThat(asked).hasSize(2);
    }

    @Test
    void renewalsCountTowardsTheMessageRate() {
        roomLimits = new RoomLimits(0, Rate.perSecond(1, 3), Rate.UNLIMITED, Rate.UNLIMITED);
        WebSocketPeer ada = open(
                sessions(), wire, UNTIL_60, Optional.of((token, answer) -> answer.accept(Answer.renewed(UNTIL_60))));
        ada.text(RENEWING_JOIN, true);
        for (int renewal = 0; renewal < 4; renewal++) {
            ada.text(json("{'type':'renew','token':'t'}"), true);
        }

        assertThat(wire.sent.subList(1, 3)).allMatch(text -> text.contains("renewed"));
        assertThat(wire.sent.get(3)).contains("rate_limited");
        assertThat(wire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void aRenewalIncludesNewCredentialsForIceServers() {
        AccessPeriod later =
                new AccessPeriod(Instant.ofEpochSecond(1_800_000_090), Instant.ofEpochSecond(1_800_000_120));
        WebSocketPeer ada =
                open(sessions(), wire, UNTIL_60, Optional.of((token, answer) -> answer.accept(Answer.renewed(later))));
        ada.text(json("{'type':'join','ice':true,'renew':true}"), true);
        ada.text(json("{'type':'renew','token':'t'}"), true);

        assertThat(wire.sent.get(0)).contains(json("'1800000060:p1'")).endsWith(json("],'renew':true}"));
        assertThat(wire.sent.get(1))
                .startsWith(json("{'type':'renewed','until':1800000090,'iceServers':["))
                .contains(json("'1800000090:p1'"));
    }

    @Test
    void theFullestOutboxIsClosedEvenIfItsPeerIsAlreadyEnding() {
        limits = new ConnectionLimits(0, 0, 0, 60_000, Duration.ofSeconds(10), Duration.ofSeconds(3));
        SessionRegistry sessions = sessions();
        WebSocketPeer ada = open(sessions, wire);
        ada.text(JOIN, true);
        List<FakeWire> stalled = List.of(FakeWire.byHand(), FakeWire.byHand());
        List<WebSocketPeer> slow =
                stalled.stream().map(each -> open(sessions, each)).toList();
        slow.forEach(each -> each.text(JOIN, true));
        tell(ada, "p2", 10_000, 4);
        tell(ada, "p3", 10_000, 3);
        slow.get(0).peer().end(EndReason.REMOVED);
        assertThat(stalled.get(0).closes).isEmpty();
        sessions.relieve();

        assertThat(stalled).extracting(each -> each.closes).containsExactly(List.of("TOO_SLOW"), List.of());
    }

    private static void tell(WebSocketPeer sender, String recipient, int bytes, int times) {
        String head = json("{'type':'to','peer':'" + recipient + "','event':'e','data':'");
        for (int i = 0; i < times; i++) {
            sender.text(head + "x".repeat(bytes - 200) + "\"}", true);
        }
    }

    private long nextNanos() {
        now = now.plus(tick);
        return now.toNanos();
    }

    private SessionRegistry sessions() {
        Rooms rooms = new Rooms(
                codec::write,
                () -> "p" + ids.incrementAndGet(),
                InstantSource.fixed(Instant.EPOCH),
                () -> now.toNanos(),
                roomLimits,
                RoomListener.NONE);
        return new SessionRegistry(
                rooms,
                codec::write,
                decoder,
                limits,
                liveness,
                Logout.END,
                this::nextNanos,
                () -> Instant.EPOCH.plus(now),
                this::nextJitter,
                admissions,
                ICE_SERVERS,
                new ResumeLimits(Duration.ZERO, Rate.UNLIMITED),
                new SessionAdapter() {});
    }

    private WebSocketPeer open(SessionRegistry sessions, FakeWire connection) {
        return open(sessions, connection, Instant.MAX);
    }

    private WebSocketPeer open(SessionRegistry sessions, Connection connection, Instant expiry) {
        return open(sessions, connection, new AccessPeriod(expiry, expiry), Optional.empty());
    }

    private WebSocketPeer open(
            SessionRegistry sessions, Connection connection, AccessPeriod time, Optional<Renewal> renewal) {
        return sessions.open(
                connection,
                new RoomName("room"),
                PeerIdentity.UNKNOWN,
                new SessionAccess(ICE_SERVERS, Set.of(Permission.SEND), time, renewal, signedOut::get));
    }

    /** A session that adds its close codes to a list. */
    private static Session sessionWithoutAdmission(List<Integer> codes) {
        return (Session) Proxy.newProxyInstance(
                WebSocketPeerTest.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestParameterMap" -> Map.of();
                    case "getRequestURI" -> URI.create("/muc/room");
                    case "close" ->
                        codes.add(((CloseReason) arguments[0]).getCloseCode().getCode());
                    default -> null;
                });
    }

    /** Lets this many seconds pass, each followed by a sweep. */
    private void seconds(SessionRegistry sessions, int seconds) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            sessions.sweep();
        }
    }

    /** Values that are spread evenly from 0 to 1. */
    private double nextJitter() {
        jitter = (jitter + 0.618) % 1;
        return jitter;
    }

    private static int pings(List<FakeWire> wires) {
        return wires.stream().mapToInt(each -> each.pings).sum();
    }

    private static FakeWire completingWire() {
        return FakeWire.completing(done -> done.onResult(new jakarta.websocket.SendResult()));
    }
}
