package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.room.RosterEntry;

/** Clients that lose their connection and reconnect. Ids are p1, p2, … in the order of connecting. */
final class ResumeTest {

    private static final Pattern TOKEN = Pattern.compile("\"resume\":\\{\"token\":\"([\\w-]{22})\",\"within\":30}}$");
    private static final String PING = json("{'type':'ping'}");
    private static final String NOT_RESUMABLE =
            json("{'type':'error','msg':'Unable to resume','code':'not_resumable'}");
    private static final Set<Permission> EVERYTHING = Set.of(Permission.values());
    private static final IceServers ICE_SERVERS = new IceServers(IceRules.NONE, InstantSource.system());
    private static final RoomName ROOM = new RoomName("room");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicBoolean signedOut = new AtomicBoolean();
    private final List<String> told = new ArrayList<>();
    private RoomLimits roomLimits = RoomLimits.NONE;
    private ConnectionLimits limits = limits(0, 0);
    private Duration window = Duration.ofSeconds(30);
    private Duration now = Duration.ofDays(-1);

    /** The type of message that the server fails to encode, as if by a bug. */
    private Class<? extends ServerMessage> unwritable = ServerMessage.ServerEvent.class;

    @SuppressWarnings("NullAway.Init")
    private Rooms rooms;

    @SuppressWarnings("NullAway.Init")
    private SessionRegistry sessions;

    private final FakeWire adasWire = wire();
    private final FakeWire bobsWire = wire();

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void otherPeersAreNotNotifiedOfALostConnectionThatResumes() {
        WebSocketPeer ada = joined(adasWire);
        WebSocketPeer bob = joined(bobsWire);
        adasWire.sent.clear();
        bob.closed();
        seconds(29);
        assertThat(adasWire.sent).isEmpty();
        assertThat(rooms.peers(ROOM)).extracting(RosterEntry::id).containsExactly("p1", "p2");

        FakeWire next = wire();
        WebSocketPeer again = open(next);
        resumes(again, token(bobsWire), 1);
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));
        assertThat(again.id()).isEqualTo("p2");
        assertThat(again.hasJoined()).isTrue();
        seconds(20);
        ada.text(PING, true);
        again.text(to("p1", 1), true);
        assertThat(adasWire.sent).containsExactly(json("{'type':'pong','received':0}"), from("p2", 1));
        assertThat(told).containsExactly("+p1", "+p2");
    }

    @Test
    void aPeerThatDoesNotResumeInTimeLeaves() {
        joined(adasWire);
        joined(bobsWire).closed();
        seconds(30);
        assertThat(adasWire.sent).hasSize(2);

        seconds(1);
        assertThat(adasWire.sent).endsWith(json("{'type':'peer_left','peer':'p2'}"));
        assertThat(told).containsExactly("+p1", "+p2", "-p2 GONE");
        FakeWire late = wire();
        WebSocketPeer again = open(late);
        resumes(again, token(bobsWire), 1);
        assertThat(late.sent).containsExactly(NOT_RESUMABLE);
        join(again);
        assertThat(late.sent).hasSize(2);
        assertThat(told).endsWith("+p3");
    }

    @Test
    void eachLossStartsANewResumeWindow() {
        joined(adasWire).closed();
        seconds(20);
        WebSocketPeer again = open(wire());
        resumes(again, token(adasWire), 1);
        again.closed();
        seconds(25);
        assertThat(rooms.peers(ROOM)).hasSize(1);

        seconds(10);
        assertThat(rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void aResumeResendsLostMessagesBeforeThoseSentMeanwhile() {
        WebSocketPeer ada = joined(adasWire);
        WebSocketPeer bob = joined(bobsWire);
        ada.text(to("p2", 1), true);
        ada.text(to("p2", 2), true);
        bob.closed();
        ada.text(to("p2", 3), true);
        ada.text(json("{'type':'status','status':{'n':4}}"), true);
        ada.text(json("{'type':'status','status':{'n':5}}"), true);
        assertThat(bobsWire.sent).hasSize(3);

        FakeWire next = wire();
        resumes(open(next), token(bobsWire), 2);
        assertThat(next.sent)
                .containsExactly(
                        json("{'type':'resumed','received':0}"),
                        from("p1", 2),
                        from("p1", 3),
                        json("{'type':'peer_status','peer':'p1','status':{'n':5}}"));
    }

    @Test
    void theServerReportsHowManyMessagesItHasReceived() {
        WebSocketPeer ada = joined(adasWire);
        ada.text(to("p1", 1), true);
        ada.text(PING, true);
        ada.text(to("nobody", 2), true);
        ada.text("nonsense", true);
        ada.text(json("{'type':'resume','token':'x','received':1}"), true);
        ada.text(json("{'type':'resume'}"), true);
        ada.text(PING, true);
        assertThat(adasWire.sent)
                .contains(json("{'type':'pong','received':1}"))
                .endsWith(json("{'type':'pong','received':3}"));

        ada.closed();
        FakeWire next = wire();
        resumes(open(next), token(adasWire), 2);
        assertThat(next.sent)
                .as("errors and pongs are not sent again")
                .containsExactly(json("{'type':'resumed','received':3}"));
    }

    @Test
    void clientsThatDoNotRequestResumeAreUnaffected() {
        sessions = sessions();
        WebSocketPeer ada = open(adasWire);
        ada.text(json("{'type':'join'}"), true);
        ada.text(PING, true);
        assertThat(adasWire.sent)
                .containsExactly(json("{'type':'joined','id':'p1','peers':{}}"), json("{'type':'pong'}"));
        ada.closed();

        assertThat(rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void noTokenIsIssuedWhenResumeIsSwitchedOff() {
        window = Duration.ZERO;
        WebSocketPeer ada = joined(adasWire);
        assertThat(adasWire.sent).containsExactly(json("{'type':'joined','id':'p1','peers':{}}"));
        ada.closed();
        assertThat(rooms.peers(ROOM)).isEmpty();

        FakeWire next = wire();
        for (int time = 0; time < 2; time++) {
            resumes(open(next), "anything", 1);
        }
        assertThat(next.sent).containsOnly(NOT_RESUMABLE);
        assertThat(next.closes).isEmpty();
    }

    @Test
    void aResumeReplacesAConnectionThatStillSeemsAlive() {
        WebSocketPeer ada = joined(adasWire);
        joined(bobsWire);
        FakeWire next = wire();
        WebSocketPeer again = open(next);
        resumes(again, token(adasWire), 2);
        assertThat(adasWire.closes).containsExactly("REPLACED");
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));

        ada.text(to("p2", 1), true);
        ada.text(json("{'type':'leave'}"), true);
        ada.binary();
        ada.closed();
        seconds(60);
        again.text(to("p2", 2), true);
        assertThat(bobsWire.sent).endsWith(from("p1", 2)).hasSize(2);
        assertThat(told).containsExactly("+p1", "+p2");
        assertThat(next.closes).isEmpty();
    }

    @Test
    void aLeaveOrAProtocolViolationEndsThePeerAtOnce() {
        for (String ending : List.of(json("{'type':'leave'}"), "x".repeat(2000))) {
            FakeWire wire = wire();
            WebSocketPeer ada = joined(wire);
            ada.text(ending, true);
            ada.closed();
            assertThat(rooms.peers(ROOM)).isEmpty();
            assertThat(wire.closes).hasSize(1);
        }
        WebSocketPeer ada = joined(adasWire);
        ada.binary();
        ada.closed();
        assertThat(rooms.peers(ROOM)).isEmpty();
        assertThat(told).endsWith("+p3", "-p3 BINARY");
    }

    @Test
    void theCloseCodeDistinguishesALossFromAViolation() {
        for (int code : List.of(1000, 1001, 1005, 1006, 1011, 1012)) {
            FakeWire wire = wire();
            joined(wire).closed(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), ""));
            assertThat(rooms.peers(ROOM)).as("after " + code).hasSize(1);
            FakeWire next = wire();
            WebSocketPeer again = open(next);
            resumes(again, token(wire), 1);
            assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));
            again.text(json("{'type':'leave'}"), true);
        }
        for (int code : List.of(1002, 1003, 1007, 1008, 1009)) {
            joined(wire()).closed(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), ""));
            assertThat(rooms.peers(ROOM)).as("after " + code).isEmpty();
        }
    }

    @Test
    void aSilentConnectionIsTreatedAsLost() {
        joined(adasWire);
        seconds(60);
        assertThat(adasWire.closes).isEmpty();
        seconds(2);
        assertThat(adasWire.closes).containsExactly("SILENT");
        assertThat(rooms.peers(ROOM)).hasSize(1);

        seconds(25);
        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));
        assertThat(told).containsExactly("+p1");
    }

    @Test
    void aStuckSendOnASilentConnectionIsTreatedAsALoss() {
        FakeWire stalled = FakeWire.byHand();
        WebSocketPeer ada = joined(stalled);
        seconds(15);
        assertThat(stalled.closes).containsExactly("SILENT");
        assertThat(rooms.peers(ROOM)).hasSize(1);

        FakeWire next = wire();
        resumes(open(next), token(stalled), 0);
        assertThat(next.sent).hasSize(2).endsWith(stalled.sent.get(0));
        stalled.completes();
        ada.closed();
        assertThat(next.sent).hasSize(2);
        assertThat(told).containsExactly("+p1");
    }

    @Test
    void aClientThatSendsButDoesNotReadIsTooSlow() {
        FakeWire stalled = FakeWire.byHand();
        WebSocketPeer ada = joined(stalled);
        for (int second = 0; second < 15; second++) {
            ada.text(PING, true);
            seconds(1);
        }

        assertThat(stalled.closes).startsWith("TOO_SLOW");
        assertThat(rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void confirmedMessagesAreNotKept() {
        WebSocketPeer ada = joined(adasWire);
        for (int n = 0; n < 100; n++) {
            ada.text(to("p1", n), true);
        }
        int before = ada.membership().outbox().bytes();
        assertThat(before).isGreaterThan(10_000);
        seconds(26);
        assertThat(adasWire.pings).isEqualTo(1);
        ada.pong(adasWire.lastPing);
        assertThat(ada.membership().outbox().bytes()).isZero();

        ada.closed();
        FakeWire next = wire();
        WebSocketPeer again = open(next);
        resumes(again, token(adasWire), 100);
        assertThat(next.sent).as("the client has shown that it received more").containsExactly(NOT_RESUMABLE);
        resumes(again, token(adasWire), 101);
        assertThat(next.sent)
                .endsWith(json("{'type':'resumed','received':100}"))
                .hasSize(2);
    }

    @Test
    void unsolicitedPongsChangeNothing() {
        WebSocketPeer ada = joined(adasWire);
        ada.text(to("p1", 1), true);
        for (long claim : List.of(3L, -1L, Long.MAX_VALUE, Long.MIN_VALUE)) {
            ada.pong(ByteBuffer.allocate(8).putLong(0, claim));
        }
        ada.pong(ByteBuffer.allocate(3));
        ada.pong();
        ada.closed();

        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':1}"), from("p1", 1));
    }

    @Test
    void aPingIsSentBeforeKeptMessagesFillTheOutbox() {
        limits = limits(40, 0);
        WebSocketPeer ada = joined(adasWire);
        for (int n = 0; n < 1000; n++) {
            ada.text(to("p1", n), true);
            if (adasWire.lastPing.hasRemaining()) {
                ada.pong(adasWire.lastPing);
                adasWire.lastPing = ByteBuffer.allocate(0);
            }
        }
        assertThat(adasWire.closes).isEmpty();
        assertThat(adasWire.sent).hasSize(1001);
        assertThat(adasWire.pings).isBetween(50, 101);
    }

    @Test
    void unconfirmedMessagesCountTowardsTheOutboxLimit() {
        limits = limits(40, 0);
        WebSocketPeer ada = joined(adasWire);
        for (int n = 0; n < 79; n++) {
            ada.text(to("p1", n), true);
        }
        assertThat(adasWire.pings).isEqualTo(1);
        assertThat(adasWire.sent).hasSize(40);
        assertThat(adasWire.closes).isEmpty();
        ada.pong(adasWire.lastPing);
        assertThat(adasWire.sent).hasSizeGreaterThan(45);

        for (int n = 79; n < 200; n++) {
            ada.text(to("p1", n), true);
        }
        assertThat(adasWire.closes).containsExactly("TOO_SLOW");
        assertThat(told).containsExactly("+p1", "-p1 TOO_SLOW");
    }

    @Test
    void aClientThatDoesNotAnswerThePingIsTooSlowAfterATimeout() {
        limits = limits(40, 0);
        WebSocketPeer ada = joined(adasWire);
        for (int n = 0; n < 60; n++) {
            ada.text(to("p1", n), true);
        }
        for (int second = 0; second < 9; second++) {
            ada.text(PING, true);
            seconds(1);
        }
        assertThat(adasWire.closes).isEmpty();
        ada.text(PING, true);
        seconds(3);

        assertThat(adasWire.closes).contains("TOO_SLOW");
        assertThat(rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void theOutboxLimitAppliesWhileTheClientIsDisconnected() {
        limits = limits(10, 0);
        WebSocketPeer ada = joined(adasWire);
        joined(bobsWire).closed();
        for (int n = 0; n < 9; n++) {
            ada.text(to("p2", n), true);
        }
        assertThat(told).containsExactly("+p1", "+p2");

        ada.text(to("p2", 9), true);
        assertThat(told).containsExactly("+p1", "+p2", "-p2 TOO_SLOW");
        seconds(1);
        FakeWire next = wire();
        resumes(open(next), token(bobsWire), 1);
        assertThat(next.sent).containsExactly(NOT_RESUMABLE);
    }

    @Test
    void aDisconnectedPeerWithTheFullestOutboxIsEndedFirst() {
        limits = new ConnectionLimits(0, 0, 0, 100_000, Duration.ofSeconds(10), Duration.ofSeconds(3));
        WebSocketPeer ada = joined(adasWire);
        joined(bobsWire).closed();
        for (int n = 0; n < 10; n++) {
            ada.text(json("{'type':'to','peer':'p2','event':'e','data':'%s'}").formatted("x".repeat(20_000)), true);
        }
        sessions.relieve();

        assertThat(told).containsExactly("+p1", "+p2", "-p2 TOO_SLOW");
        assertThat(adasWire.closes).isEmpty();
        sessions.relieve();
        assertThat(adasWire.closes).as("the budget is free again").isEmpty();
    }

    @Test
    void aDisconnectedPeerEndsWithItsAccess() {
        sessions = sessions();
        Instant soon = Instant.EPOCH.plus(now).plusSeconds(10);
        WebSocketPeer ada = open(adasWire, PeerIdentity.UNKNOWN, EVERYTHING, new AccessPeriod(soon, soon));
        join(ada);
        ada.closed();
        seconds(9);
        assertThat(rooms.peers(ROOM)).hasSize(1);
        seconds(2);
        assertThat(told).containsExactly("+p1", "-p1 EXPIRED");

        joined(bobsWire).closed();
        signedOut.set(true);
        seconds(1);
        assertThat(told).endsWith("-p2 SIGNED_OUT");
    }

    @Test
    void theAccessOfTheNewConnectionApplies() {
        Instant soon = Instant.EPOCH.plus(now).plusSeconds(10);
        sessions = sessions();
        WebSocketPeer ada = open(adasWire, PeerIdentity.UNKNOWN, EVERYTHING, new AccessPeriod(soon, soon));
        join(ada);
        ada.closed();
        Instant later = soon.plusSeconds(100);
        FakeWire next = wire();
        WebSocketPeer again = open(next, PeerIdentity.UNKNOWN, Set.of(), new AccessPeriod(later, later));
        resumes(again, token(adasWire), 1);
        for (int second = 0; second < 60; second++) {
            again.pong();
            seconds(1);
        }
        assertThat(next.closes).isEmpty();

        again.text(to("p1", 1), true);
        assertThat(next.sent).last().asString().contains("\"forbidden\"");
        for (int second = 0; second < 60; second++) {
            again.pong();
            seconds(1);
        }
        assertThat(next.closes).startsWith("EXPIRED");
    }

    @Test
    void onlyTheSameClientMayResume() {
        sessions = sessions();
        WebSocketPeer ada = open(adasWire, of("ada", "192.0.2.1"), EVERYTHING, AccessPeriod.UNLIMITED);
        join(ada);
        ada.closed();
        FakeWire evesWire = wire();
        WebSocketPeer eve = open(evesWire, of("eve", "192.0.2.66"), EVERYTHING, AccessPeriod.UNLIMITED);
        resumes(eve, token(adasWire), 1);
        assertThat(evesWire.sent).containsExactly(NOT_RESUMABLE);
        FakeWire elsewhere = wire();
        WebSocketPeer other = sessions.open(
                elsewhere,
                new RoomName("other"),
                of("ada", "192.0.2.1"),
                new SessionAccess(ICE_SERVERS, EVERYTHING, AccessPeriod.UNLIMITED, Optional.empty(), () -> false));
        resumes(other, token(adasWire), 1);
        assertThat(elsewhere.sent).containsExactly(NOT_RESUMABLE);

        FakeWire next = wire();
        resumes(open(next, of("ada", "198.51.100.7"), EVERYTHING, AccessPeriod.UNLIMITED), token(adasWire), 1);
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));
        assertThat(rooms.peers(ROOM))
                .extracting(entry -> entry.identity().address())
                .containsExactly("198.51.100.7");
    }

    @Test
    void theThirdFailedGuessOfAnAddressClosesTheConnection() {
        sessions = sessions();
        List<FakeWire> wires = new ArrayList<>();
        for (int guess = 0; guess < 4; guess++) {
            FakeWire wire = wire();
            wires.add(wire);
            resumes(open(wire, of("eve", "192.0.2.66"), EVERYTHING, AccessPeriod.UNLIMITED), "guess" + guess, 1);
        }
        assertThat(wires).allSatisfy(wire -> assertThat(wire.sent).containsExactly(NOT_RESUMABLE));
        assertThat(wires)
                .extracting(wire -> wire.closes)
                .containsExactly(List.of(), List.of(), List.of("TOO_FAST"), List.of("TOO_FAST"));
        FakeWire ada = wire();
        resumes(open(ada, of("ada", "192.0.2.1"), EVERYTHING, AccessPeriod.UNLIMITED), "old", 1);
        assertThat(ada.closes).as("another address").isEmpty();

        seconds(62);
        FakeWire later = wire();
        resumes(open(later, of("eve", "192.0.2.66"), EVERYTHING, AccessPeriod.UNLIMITED), "guess", 1);
        assertThat(later.closes).isEmpty();
    }

    /** Many clients behind one address present tokens that were issued before the restart. */
    @Test
    void aFailedResumeFollowedByAJoinIsNotCountedAsAGuess() {
        sessions = sessions();
        PeerIdentity office = of("ada", "192.0.2.1");
        for (int colleague = 0; colleague < 20; colleague++) {
            FakeWire wire = wire();
            WebSocketPeer peer = open(wire, office, EVERYTHING, AccessPeriod.UNLIMITED);
            resumes(peer, "of the server before " + colleague, 1);
            join(peer);
            assertThat(wire.closes).isEmpty();
            assertThat(wire.sent).hasSize(2);
        }
        List<FakeWire> guesses = new ArrayList<>();
        for (int guess = 0; guess < 3; guess++) {
            guesses.add(wire());
            resumes(open(guesses.get(guess), office, EVERYTHING, AccessPeriod.UNLIMITED), "guess" + guess, 1);
        }
        assertThat(guesses).extracting(wire -> wire.closes).containsExactly(List.of(), List.of(), List.of("TOO_FAST"));
    }

    @Test
    void theThirdFailedGuessOnAConnectionClosesIt() {
        sessions = sessions();
        WebSocketPeer eve = open(adasWire);
        for (int guess = 0; guess < 3; guess++) {
            resumes(eve, "guess" + guess, 1);
        }
        assertThat(adasWire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void aResumeWithAnExpiredTokenIsNotCountedAsAGuess() {
        sessions = sessions();
        PeerIdentity office = of("ada", "192.0.2.1");
        List<FakeWire> wires = new ArrayList<>();
        for (int colleague = 0; colleague < 5; colleague++) {
            FakeWire wire = wire();
            wires.add(wire);
            WebSocketPeer peer = open(wire, office, EVERYTHING, AccessPeriod.UNLIMITED);
            join(peer);
            peer.closed();
        }
        seconds(32);
        assertThat(rooms.peers(ROOM)).isEmpty();

        for (FakeWire wire : wires) {
            FakeWire next = wire();
            resumes(open(next, office, EVERYTHING, AccessPeriod.UNLIMITED), token(wire), 1);
            assertThat(next.sent).containsExactly(NOT_RESUMABLE);
            assertThat(next.closes).isEmpty();
        }
    }

    @Test
    void aDisconnectedPeerCountsTowardsLimitsAndCanBeEnded() {
        roomLimits = new RoomLimits(1, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);
        joined(adasWire).closed();
        join(open(bobsWire));
        assertThat(bobsWire.closes).containsExactly("ROOM_FULL");

        rooms.control().end(ROOM, "p1");
        assertThat(told).containsExactly("+p1", "-p1 REMOVED");
        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        assertThat(next.sent).containsExactly(NOT_RESUMABLE);
    }

    @Test
    void eventsOfTheApplicationWaitForAResume() {
        sessions = sessions();
        WebSocketPeer ada = open(adasWire);
        ada.text(json("{'type':'join','events':true,'resume':true}"), true);
        ada.closed();
        assertThat(rooms.control().send(ROOM, "p1", new ServerMessage.ServerEvent("notice", null)))
                .isTrue();

        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        assertThat(next.sent).hasSize(2).endsWith(json("{'type':'event','event':'notice'}"));
    }

    @Test
    void stoppingTheApplicationEndsDisconnectedPeers() {
        joined(adasWire).closed();
        joined(bobsWire);
        rooms.close(EndReason.RESTARTING);
        sessions.close();
        assertThat(told).containsExactly("+p1", "+p2", "-p1 RESTARTING", "-p2 RESTARTING");
        assertThat(bobsWire.closes).containsExactly("RESTARTING");

        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        assertThat(next.closes).containsExactly("RESTARTING");
    }

    @Test
    void theResumeAnswerFollowsPendingMessagesOfTheNewConnection() {
        joined(adasWire).closed();
        FakeWire slow = FakeWire.byHand();
        WebSocketPeer again = open(slow);
        for (int ping = 0; ping < 20; ping++) {
            again.text(PING, true);
        }
        resumes(again, token(adasWire), 0);
        assertThat(slow.sent).hasSize(8).containsOnly(json("{'type':'pong'}"));
        while (slow.completes()) {
            // until all is sent
        }

        assertThat(slow.sent).hasSize(22).endsWith(json("{'type':'resumed','received':0}"), adasWire.sent.get(0));
    }

    @Test
    void anotherConnectionMayResumeBeforeAnEarlierResumeCompletes() {
        WebSocketPeer ada = joined(adasWire);
        WebSocketPeer bob = joined(bobsWire);
        bob.closed();
        ada.text(to("p2", 1), true);
        FakeWire slow = FakeWire.byHand();
        WebSocketPeer second = open(slow);
        resumes(second, token(bobsWire), 1);
        FakeWire third = wire();
        resumes(open(third), token(bobsWire), 1);
        assertThat(slow.closes).containsExactly("REPLACED");
        slow.completes();
        second.closed();

        assertThat(slow.sent).containsExactly(json("{'type':'resumed','received':0}"));
        assertThat(third.sent).containsExactly(json("{'type':'resumed','received':0}"), from("p1", 1));
    }

    @Test
    void aLateResumeDoesNotReplaceANewerConnection() {
        joined(adasWire).closed();
        FakeWire late = wire();
        WebSocketPeer givenUp = open(late);
        FakeWire next = wire();
        resumes(open(next), token(adasWire), 1);
        resumes(givenUp, token(adasWire), 1);

        assertThat(late.sent).containsExactly(NOT_RESUMABLE);
        assertThat(next.closes).isEmpty();
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));
    }

    @Test
    void aPendingResumeFailsIfTheConnectionJoinsFirst() {
        joined(adasWire);
        FakeWire next = wire();
        List<Runnable> meanwhile = new ArrayList<>();
        FakeWire slow = FakeWire.completing(done -> {
            done.onResult(new SendResult());
            List.copyOf(meanwhile).forEach(Runnable::run);
        });
        WebSocketPeer bob = joined(slow);
        WebSocketPeer hasty = open(next);
        meanwhile.add(() -> {
            meanwhile.clear();
            resumes(hasty, token(slow), 1);
            hasty.text(json("{'type':'join'}"), true);
        });
        bob.text(to("p2", 1), true);

        assertThat(next.sent)
                .containsExactly(json("{'type':'joined','id':'p3','peers':{'p1':{},'p2':{}}}"), NOT_RESUMABLE);
        assertThat(slow.closes).isEmpty();
    }

    @Test
    void theOutboxLimitAppliesIfAConnectionIsLostDuringItsResume() {
        limits = limits(4, 0);
        WebSocketPeer ada = joined(adasWire);
        joined(bobsWire);
        ada.text(to("p2", 1), true);
        FakeWire slow = FakeWire.byHand();
        WebSocketPeer second = open(slow);
        second.text(PING, true);
        resumes(second, token(bobsWire), 0);
        second.closed();
        for (int event = 2; event <= 3; event++) {
            ada.text(to("p2", event), true);
        }
        assertThat(told).containsExactly("+p1", "+p2");

        ada.text(to("p2", 4), true);
        assertThat(told).containsExactly("+p1", "+p2", "-p2 TOO_SLOW");
    }

    @Test
    void aBugInAResumeEndsOnlyTheConnectionAndItsPeer() {
        WebSocketPeer ada = joined(adasWire);
        joined(bobsWire).closed();
        unwritable = ServerMessage.Resumed.class;
        FakeWire next = wire();
        WebSocketPeer again = open(next);
        resumes(again, token(bobsWire), 1);

        assertThat(next.closes).containsExactly("INTERNAL");
        assertThat(told).containsExactly("+p1", "+p2", "-p2 INTERNAL");
        ada.text(PING, true);
        assertThat(adasWire.sent).endsWith(json("{'type':'pong','received':0}"));
        FakeWire third = wire();
        resumes(open(third), token(bobsWire), 1);
        assertThat(third.sent).containsExactly(NOT_RESUMABLE);
    }

    @Test
    void aBugInAnOutboxEndsOnlyItsPeer() {
        joined(adasWire);
        unwritable = ServerMessage.Joined.class;
        WebSocketPeer bob = joined(bobsWire);
        assertThat(bobsWire.closes).containsExactly("INTERNAL");
        seconds(1);

        assertThat(bob.peer().hasEnded()).isTrue();
        assertThat(told).containsExactly("+p1", "+p2", "-p2 INTERNAL");
        assertThat(adasWire.closes).isEmpty();
        assertThat(adasWire.sent).endsWith(json("{'type':'peer_left','peer':'p2'}"));
    }

    @Test
    void toStringDoesNotContainTheToken() {
        WebSocketPeer ada = joined(adasWire);
        String token = token(adasWire);
        assertThat(codec.read(json("{'type':'resume','token':'" + token + "','received':1}"))
                        .toString())
                .doesNotContain(token);
        assertThat(ada.peer().toString()).doesNotContain(token);
    }

    private WebSocketPeer joined(FakeWire wire) {
        sessions = sessions == null ? sessions() : sessions;
        WebSocketPeer peer = open(wire);
        join(peer);
        return peer;
    }

    private static void join(WebSocketPeer peer) {
        peer.text(json("{'type':'join','resume':true}"), true);
    }

    private static void resumes(WebSocketPeer peer, String token, long received) {
        peer.text(json("{'type':'resume','token':'%s','received':%d}").formatted(token, received), true);
    }

    private static String token(FakeWire wire) {
        Matcher joined = TOKEN.matcher(wire.sent.get(0));
        assertThat(joined.find()).as(wire.sent.get(0)).isTrue();
        return joined.group(1);
    }

    private static String to(String peer, int data) {
        return json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(peer, data);
    }

    private static String from(String peer, int data) {
        return json("{'type':'from','peer':'%s','event':'e','data':%d}").formatted(peer, data);
    }

    private static PeerIdentity of(String name, String address) {
        return PeerIdentity.of(
                Optional.of(name), new ClientAddress(IpAddress.of(address).orElseThrow(), false));
    }

    private SessionRegistry sessions() {
        rooms = new Rooms(
                codec::write,
                () -> "p" + ids.incrementAndGet(),
                InstantSource.fixed(Instant.EPOCH),
                () -> now.toNanos(),
                roomLimits,
                new RoomListener() {
                    @Override
                    public void joined(RoomName room, RosterEntry peer) {
                        told.add("+" + peer.id());
                    }

                    @Override
                    public void left(RoomName room, RosterEntry peer, EndReason why) {
                        told.add("-" + peer.id() + " " + why);
                    }
                });
        return new SessionRegistry(
                rooms,
                message -> {
                    assertThat(message).as("what the server can write").isNotInstanceOf(unwritable);
                    return codec.write(message);
                },
                new ClientMessageDecoder(codec),
                limits,
                new LivenessLimits(
                        Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(25)),
                Logout.END,
                () -> now.toNanos(),
                () -> Instant.EPOCH.plus(now),
                () -> 1,
                new Admissions(() -> now.toNanos()),
                ICE_SERVERS,
                new ResumeLimits(window, Rate.UNLIMITED),
                new SessionAdapter() {});
    }

    private WebSocketPeer open(FakeWire wire) {
        return open(wire, PeerIdentity.UNKNOWN, EVERYTHING, AccessPeriod.UNLIMITED);
    }

    private WebSocketPeer open(FakeWire wire, PeerIdentity identity, Set<Permission> permissions, AccessPeriod time) {
        return sessions.open(
                wire,
                ROOM,
                identity,
                new SessionAccess(ICE_SERVERS, permissions, time, Optional.empty(), signedOut::get));
    }

    private static ConnectionLimits limits(int messages, int bytes) {
        return new ConnectionLimits(1000, messages, bytes, 0, Duration.ofSeconds(10), Duration.ofSeconds(3));
    }

    /** Lets this many seconds pass, each followed by a sweep. */
    private void seconds(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            sessions.sweep();
        }
    }

    private static FakeWire wire() {
        return FakeWire.completing(done -> done.onResult(new SendResult()));
    }
}
