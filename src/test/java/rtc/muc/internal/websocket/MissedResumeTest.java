package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.RoomPublisher;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.room.RosterEntry;

/** Clients that lose their connection to one node and reconnect to another. */
final class MissedResumeTest {

    private static final Pattern TOKEN = Pattern.compile("\"resume\":\\{\"token\":\"([\\w-]{22})\"");
    private static final String NOT_RESUMABLE =
            json("{'type':'error','msg':'Unable to resume','code':'not_resumable'}");
    private static final RoomName ROOM = new RoomName("room");
    private static final PeerIdentity ADA = of("ada");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private Duration now = Duration.ofDays(-1);
    private final Node here = new Node("here");
    private final Node there = new Node("there");
    private final FakeWire wire = wire();

    @SuppressWarnings("NullAway.Init")
    private WebSocketPeer ada;

    @BeforeEach
    void join() {
        here.other = there;
        there.other = here;
        ada = here.open(wire, ROOM, ADA);
        ada.text(json("{'type':'join','resume':true}"), true);
        now = now.plusSeconds(1);
    }

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void aPeerLeavesAtOnceWhenItsClientReconnectsToAnotherNode() {
        FakeWire bobsWire = wire();
        here.open(bobsWire, ROOM, of("bob")).text(json("{'type':'join'}"), true);
        bobsWire.sent.clear();
        ada.closed();
        assertThat(bobsWire.sent).isEmpty();

        FakeWire next = wire();
        resumes(there.open(next, ROOM, ADA), token());
        assertThat(next.sent).containsExactly(NOT_RESUMABLE);
        assertThat(next.closes).isEmpty();
        assertThat(bobsWire.sent).containsExactly(json("{'type':'peer_left','peer':'" + ada.id() + "'}"));
        assertThat(here.left).containsExactly(EndReason.REPLACED);
        assertThat(there.left).isEmpty();
    }

    @Test
    void aConnectionThatStillSeemsAliveIsClosed() {
        resumes(there.open(wire(), ROOM, ADA), token());

        assertThat(wire.closes).containsExactly("REPLACED");
        assertThat(here.rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void aWrongTokenEndsNoPeer() {
        resumes(there.open(wire(), ROOM, ADA), "guess");
        resumes(there.open(wire(), ROOM, ADA), ada.id());
        resumes(there.open(wire(), ROOM, ADA), TokenHash.of(token()));

        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void aTokenUsedByAnotherIdentityOrInAnotherRoomEndsNoPeer() {
        resumes(there.open(wire(), ROOM, of("eve")), token());
        resumes(there.open(wire(), ROOM, PeerIdentity.UNKNOWN), token());
        resumes(there.open(wire(), new RoomName("yard"), ADA), token());

        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(wire.closes).isEmpty();
    }

    @Test
    void aLateResumeOnAnAbandonedConnectionDoesNotEndThePeer() {
        WebSocketPeer givenUp = there.open(wire(), ROOM, ADA);
        now = now.plusSeconds(1);
        ada.closed();
        FakeWire next = wire();
        resumes(here.open(next, ROOM, ADA), token());
        assertThat(next.sent).containsExactly(json("{'type':'resumed','received':0}"));

        now = now.plusSeconds(5);
        resumes(givenUp, token());
        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(next.closes).isEmpty();
    }

    @Test
    void anUnreachableNodeEndsThePeerOnceItIsReachableAgain() {
        ada.closed();
        here.reachable = false;
        resumes(there.open(wire(), ROOM, ADA), token());
        assertThat(here.rooms.peers(ROOM)).hasSize(1);

        now = now.plusSeconds(20);
        there.rooms.shared().standing().forEach(here.rooms.shared()::take);
        assertThat(here.rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void anUnreachableNodeKeepsAPeerThatHasResumedInTheMeantime() {
        ada.closed();
        here.reachable = false;
        resumes(there.open(wire(), ROOM, ADA), token());
        now = now.plusSeconds(10);
        FakeWire next = wire();
        resumes(here.open(next, ROOM, ADA), token());

        now = now.plusSeconds(10);
        there.rooms.shared().standing().forEach(here.rooms.shared()::take);
        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(next.closes).isEmpty();
        assertThat(next.pings).as("questions").isZero();
    }

    @Test
    void aRequestInTransitWhileTheClientReturnsDoesNotEndThePeer() {
        FakeWire back = wire();
        WebSocketPeer returned = returnsBeforeARequest(back);

        assertThat(back.pings).as("questions").isEqualTo(1);
        returned.pong(back.lastPing.duplicate());
        sweepFor(10);
        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(back.closes).isEmpty();
    }

    @Test
    void aClientThatHasReturnedAndMovedOnDoesNotAnswer() {
        FakeWire back = wire();
        returnsBeforeARequest(back);

        sweepFor(1);
        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        sweepFor(2);
        assertThat(back.closes).containsExactly("REPLACED");
        assertThat(here.rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void aPongToAnEarlierPingDoesNotAnswerTheQuestion() {
        FakeWire back = wire();
        WebSocketPeer returned = returnsBeforeARequest(back);

        returned.pong(ByteBuffer.allocate(Long.BYTES).putLong(0, 1));
        returned.pong();
        sweepFor(3);
        assertThat(back.closes).containsExactly("REPLACED");
    }

    @Test
    void aClientThatLosesItsConnectionWithoutAnAnswerHasMovedOn() {
        WebSocketPeer returned = returnsBeforeARequest(wire());
        returned.closed();

        sweepFor(3);
        assertThat(here.rooms.peers(ROOM)).isEmpty();
    }

    @Test
    void aClientThatResumesAgainNeedNotAnswer() {
        returnsBeforeARequest(wire());
        FakeWire again = wire();
        resumes(here.open(again, ROOM, ADA), token());

        sweepFor(3);
        assertThat(here.rooms.peers(ROOM)).hasSize(1);
        assertThat(again.closes).isEmpty();
    }

    @Test
    void aConnectionOlderThanAnyRequestInTransitIsClosedAtOnce() {
        ada.closed();
        FakeWire back = wire();
        resumes(here.open(back, ROOM, ADA), token());

        now = now.plus(Presence.LONGEST_TRANSIT);
        resumes(there.open(wire(), ROOM, ADA), token());
        assertThat(back.pings).as("questions").isZero();
        assertThat(back.closes).containsExactly("REPLACED");
    }

    /**
     * The client tries to resume on the other node, and resumes on its own before that node's request arrives.
     *
     * @param back the connection over which it resumes
     */
    private WebSocketPeer returnsBeforeARequest(FakeWire back) {
        ada.closed();
        here.reachable = false;
        resumes(there.open(wire(), ROOM, ADA), token());
        NodeRequest inTransit = there.asked.get(0);
        now = now.plusMillis(200);
        WebSocketPeer returned = here.open(back, ROOM, ADA);
        resumes(returned, token());
        now = now.plusMillis(100);
        here.rooms.shared().take(inTransit);
        return returned;
    }

    private void sweepFor(int seconds) {
        for (int second = 0; second < seconds; second++) {
            here.sessions.sweep();
            now = now.plusSeconds(1);
        }
    }

    @Test
    void theTokenIsNotSentToOtherNodes() {
        resumes(there.open(wire(), ROOM, ADA), token());

        assertThat(there.asked).hasSize(1).first().asString().doesNotContain(token());
    }

    @Test
    void reconnectingClientsOfOneAddressAreNotTreatedAsGuessing() {
        List<FakeWire> wires = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            FakeWire next = wire();
            wires.add(next);
            resumes(there.open(next, ROOM, ADA), "lost" + client);
        }
        assertThat(wires).allSatisfy(next -> assertThat(next.closes).isEmpty());
        WebSocketPeer guessing = there.open(wire, ROOM, ADA);
        for (int guess = 0; guess < 3; guess++) {
            resumes(guessing, "guess" + guess);
        }
        assertThat(wire.closes).containsExactly("TOO_FAST");
    }

    @Test
    void searchesOnOtherNodesAreLimitedPerAddress() {
        for (int connection = 0; connection < 1000; connection++) {
            WebSocketPeer stranger = there.open(wire(), ROOM, ADA);
            resumes(stranger, "guess" + connection);
            if (connection % 2 == 0) {
                stranger.text(json("{'type':'join'}"), true);
                stranger.text(json("{'type':'leave'}"), true);
            }
        }
        assertThat(there.asked).hasSize(200);
        FakeWire late = wire();
        WebSocketPeer honest = there.open(late, ROOM, ADA);
        resumes(honest, "a token of a node that has died");
        honest.text(json("{'type':'join'}"), true);
        assertThat(there.asked).hasSize(200);
        assertThat(late.closes).as("who may not ask may join").isEmpty();

        resumes(there.open(wire(), ROOM, of("eve", "192.0.2.2")), "guess");
        assertThat(there.asked).hasSize(201);
        now = now.plusSeconds(3);
        there.sessions.sweep();
        for (int guess = 0; guess < 20; guess++) {
            resumes(there.open(wire(), ROOM, ADA), "later" + guess);
        }
        assertThat(there.asked).as("200 a minute").hasSize(211);
    }

    @Test
    void aHundredUsersOfOneAddressJoinAfterTwoNodesHaveDied() {
        for (int death = 0; death < 2; death++) {
            List<FakeWire> wires = new ArrayList<>();
            List<WebSocketPeer> users = new ArrayList<>();
            for (int user = 0; user < 100; user++) {
                FakeWire next = wire();
                wires.add(next);
                users.add(there.open(next, new RoomName("room" + user), ADA));
                resumes(users.get(user), "death" + death + "user" + user);
            }
            users.forEach(user -> user.text(json("{'type':'join'}"), true));

            assertThat(users).allSatisfy(user -> assertThat(user.hasJoined()).isTrue());
            assertThat(wires).allSatisfy(next -> assertThat(next.closes).isEmpty());
            users.forEach(WebSocketPeer::closed);
            now = now.plusSeconds(10);
        }
        assertThat(there.asked).hasSize(200);
    }

    @Test
    void aTokenOfThisNodeIsNotSearchedForOnOtherNodes() {
        ada.closed();
        resumes(here.open(wire(), ROOM, of("eve")), token());
        ada.peer().end(EndReason.LEFT);
        here.sessions.sweep();
        resumes(here.open(wire(), ROOM, ADA), token());

        assertThat(here.asked).isEmpty();
    }

    private String token() {
        Matcher joined = TOKEN.matcher(wire.sent.get(0));
        assertThat(joined.find()).as(wire.sent.get(0)).isTrue();
        return joined.group(1);
    }

    private static void resumes(WebSocketPeer peer, String token) {
        peer.text(json("{'type':'resume','token':'%s','received':1}").formatted(token), true);
    }

    private static PeerIdentity of(String name) {
        return of(name, "192.0.2.1");
    }

    private static PeerIdentity of(String name, String address) {
        return PeerIdentity.of(
                Optional.of(name), new ClientAddress(IpAddress.of(address).orElseThrow(), false));
    }

    private static FakeWire wire() {
        return FakeWire.completing(done -> done.onResult(new SendResult()));
    }

    /** A node with a link to another node, which receives all requests while it is reachable. */
    private final class Node implements RoomPublisher, RoomListener {

        private final String name;
        private final List<EndReason> left = new ArrayList<>();
        private final List<NodeRequest> asked = new ArrayList<>();
        private final Rooms rooms;
        private final SessionRegistry sessions;
        private boolean reachable = true;
        private @Nullable Node other;

        Node(String name) {
            this.name = name;
            this.rooms = new Rooms(
                    codec::write,
                    () -> "p" + ids.incrementAndGet(),
                    InstantSource.fixed(Instant.EPOCH),
                    () -> now.toNanos(),
                    RoomLimits.NONE,
                    this,
                    this);
            this.sessions = new SessionRegistry(
                    rooms,
                    codec::write,
                    new ClientMessageDecoder(codec),
                    new ConnectionLimits(1000, 0, 0, 0, Duration.ofSeconds(10), Duration.ofSeconds(3)),
                    new LivenessLimits(
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(25)),
                    Logout.END,
                    () -> now.toNanos(),
                    () -> Instant.EPOCH.plus(now),
                    () -> 1,
                    new Admissions(() -> now.toNanos()),
                    new IceServers(IceRules.NONE, InstantSource.system()),
                    new ResumeLimits(Duration.ofSeconds(30), Rate.perMinute(200)),
                    new SessionAdapter() {});
        }

        WebSocketPeer open(FakeWire to, RoomName room, PeerIdentity identity) {
            return sessions.open(
                    to,
                    room,
                    identity,
                    new SessionAccess(
                            new IceServers(IceRules.NONE, InstantSource.system()),
                            Set.of(Permission.values()),
                            AccessPeriod.UNLIMITED,
                            Optional.empty(),
                            () -> false));
        }

        @Override
        public void joined(PresentedPeer peer) {}

        @Override
        public void statusChanged(RoomName room, String peer, JsonText status) {}

        @Override
        public void left(RoomName room, String peer) {}

        @Override
        public void request(NodeRequest request) {
            asked.add(request);
            if (other != null && other.reachable) {
                other.rooms.shared().take(request);
            }
        }

        @Override
        public String node() {
            return name;
        }

        @Override
        public void joined(RoomName room, RosterEntry peer) {}

        @Override
        public void left(RoomName room, RosterEntry peer, EndReason why) {
            left.add(why);
        }
    }
}
