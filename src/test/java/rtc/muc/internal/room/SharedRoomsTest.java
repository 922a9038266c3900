package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.protocol.ServerMessage;

/** Rooms with peers on two nodes, seen from one of the nodes. Ids of this node's peers are p1, p2, … */
final class SharedRoomsTest {

    private static final RoomName LOBBY = new RoomName("lobby");
    private static final JsonText FAR = new JsonText("{\"far\":1}");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final List<String> published = new ArrayList<>();
    private final List<String> relayed = new ArrayList<>();
    private boolean reachable = true;
    private Rooms rooms = rooms(RoomLimits.NONE);

    private final RemoteNode node = new Node();

    private Rooms rooms(RoomLimits limits) {
        return new Rooms(
                codec::write,
                () -> "p" + ids.incrementAndGet(),
                InstantSource.fixed(Instant.EPOCH),
                () -> 0,
                limits,
                RoomListener.NONE,
                new Publications());
    }

    private final class Publications implements RoomPublisher {
        @Override
        public void joined(PresentedPeer peer) {
            published.add("+" + peer.id() + "@" + peer.time());
        }

        @Override
        public void statusChanged(RoomName room, String peer, JsonText status) {
            published.add(peer + "=" + status);
        }

        @Override
        public void left(RoomName room, String peer) {
            published.add("-" + peer);
        }

        @Override
        public void request(NodeRequest request) {
            published.add(request.toString());
        }

        @Override
        public String node() {
            return "here";
        }
    }

    private final class Node implements RemoteNode {
        @Override
        public boolean relay(String recipient, ServerMessage.From event) {
            relayed.add(event.peer() + ">" + recipient + " " + event.event());
            return reachable;
        }

        @Override
        public boolean request(NodeRequest request) {
            return false;
        }
    }

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void eachJoinStatusAndLeaveIsPublishedInOrder() {
        FakeConnection ada = joined("{}");
        FakeConnection bob = joined("{\"n\":1}");
        bob.says(json("{'type':'status','status':{'n':2}}"));
        ada.peer().end(EndReason.GONE);

        assertThat(published).containsExactly("+p1@1", "+p2@2", "p2={\"n\":2}", "-p1");
    }

    @Test
    void theRosterIncludesPeersOfOtherNodes() {
        rooms.shared().add(remote("q1", 7));
        connect()
                .joins("{}")
                .got(json("{'type':'joined','id':'p1','peers':{'q1':{'far':1}}}"))
                .gotNothingElse();

        assertThat(published).containsExactly("+p1@8");
    }

    @Test
    void aRemotePeerIsAnnouncedToEarlierPeersAndAddedToLaterRosters() {
        FakeConnection ada = joined("{}");
        FakeConnection bob = joined("{}");
        FakeConnection eve = joined("{}");
        ada.skip();
        bob.skip();
        eve.skip();

        rooms.shared().add(remote("a2", 2));
        ada.got(json("{'type':'peer_joined','peer':'a2','status':{'far':1}}")).gotNothingElse();
        bob.got(json("{'type':'joined','id':'p2','peers':{'a2':{'far':1}}}")).gotNothingElse();
        eve.got(json("{'type':'joined','id':'p3','peers':{'a2':{'far':1}}}")).gotNothingElse();

        rooms.shared().add(remote("q2", 2));
        bob.got(json("{'type':'peer_joined','peer':'q2','status':{'far':1}}")).gotNothingElse();
        assertThat(published).containsExactly("+p1@1", "+p2@2", "+p3@3");
    }

    @Test
    void equalTimesAreOrderedByIds() {
        Stamp here = new Stamp(3, "p1");
        Stamp there = new Stamp(3, "q1");

        assertThat(there.isAfter(here)).isTrue();
        assertThat(here.isAfter(there)).isFalse();
        assertThat(new Stamp(4, "a").isAfter(there)).isTrue();
        assertThat(there.isAfter(new Stamp(4, "a"))).isFalse();
    }

    @Test
    void aPeerPresentedTwiceIsAnnouncedOnce() {
        FakeConnection ada = joined("{}");
        ada.skip();
        rooms.shared().add(remote("q1", 7));
        rooms.shared().add(remote("q1", 7));
        ada.got(json("{'type':'peer_joined','peer':'q1','status':{'far':1}}")).gotNothingElse();
    }

    @Test
    void aRoomExistsWhileAnyNodeHasAPeerInIt() {
        RemotePeer far = remote("q1", 1);
        rooms.shared().add(far);
        assertThat(rooms.names()).containsExactly(LOBBY);

        FakeConnection ada = joined("{}");
        ada.peer().end(EndReason.LEFT);
        assertThat(rooms.peers(LOBBY)).extracting(RosterEntry::id).containsExactly("q1");

        rooms.shared().remove(LOBBY, List.of(far));
        assertThat(rooms.names()).isEmpty();
        rooms.shared().add(far);
        assertThat(rooms.names()).containsExactly(LOBBY);
    }

    @Test
    void theLeavesOfPeersOfAnotherNodeAreAnnouncedOnce() {
        FakeConnection ada = joined("{}");
        List<RemotePeer> all = List.of(remote("q1", 7), remote("q2", 8));
        all.forEach(rooms.shared()::add);
        ada.skip();

        rooms.shared().remove(LOBBY, all);
        rooms.shared().remove(LOBBY, all);
        ada.got(json("{'type':'peer_left','peer':'q1'}"), json("{'type':'peer_left','peer':'q2'}"))
                .gotNothingElse();
        assertThat(published).containsExactly("+p1@1");
    }

    @Test
    void removingAFormerPresentationKeepsAPeerThatHasReturned() {
        RemotePeer former = remote("q1", 7);
        RemotePeer present = new RemotePeer("q1", former.peer(), new Node());
        rooms.shared().add(present);

        rooms.shared().remove(LOBBY, List.of(former));
        assertThat(rooms.peers(LOBBY)).hasSize(1);
    }

    @Test
    void aStatusOfARemotePeerIsAnnouncedWithItsWireId() {
        FakeConnection ada = joined("{}");
        RemotePeer far = remote("q1~2", 7);
        rooms.shared().add(far);
        ada.skip();

        rooms.shared().changeStatus(far, new JsonText("{\"far\":2}"));
        ada.got(json("{'type':'peer_status','peer':'q1~2','status':{'far':2}}")).gotNothingElse();
        assertThat(rooms.peers(LOBBY)).extracting(RosterEntry::status).contains(new JsonText("{\"far\":2}"));

        rooms.shared().remove(LOBBY, List.of(far));
        ada.skip();
        rooms.shared().changeStatus(far, new JsonText("{\"far\":3}"));
        ada.gotNothingElse();
        assertThat(published).containsExactly("+p1@1");
    }

    @Test
    void anEventToARemotePeerIsRelayedWithItsOwnId() {
        FakeConnection ada = joined("{}");
        rooms.shared().add(remote("q1~2", 7));
        ada.skip();

        ada.says(json("{'type':'to','peer':'q1~2','event':'hi'}")).gotNothingElse();
        assertThat(relayed).containsExactly("p1>q1 hi");
        ada.says(json("{'type':'to','peer':'q1','event':'hi'}")).got(unknownPeer("q1"));
        assertThat(relayed).hasSize(1);

        reachable = false;
        ada.says(json("{'type':'to','peer':'q1~2','event':'hi'}")).got(unknownPeer("q1~2"));
    }

    @Test
    void anEventFromARemotePeerIsDeliveredWithItsWireId() {
        FakeConnection ada = joined("{}");
        RemotePeer far = remote("q1~2", 7);
        rooms.shared().add(far);
        ada.skip();
        ServerMessage.From event = new ServerMessage.From("q1", "hi", new JsonText("1"));

        rooms.shared().deliver(far, "p1", event);
        rooms.shared().deliver(far, "nobody", event);
        ada.got(json("{'type':'from','peer':'q1~2','event':'hi','data':1}")).gotNothingElse();

        rooms.shared().remove(LOBBY, List.of(far));
        ada.skip();
        rooms.shared().deliver(far, "p1", event);
        ada.gotNothingElse();
    }

    @Test
    void peersOfThisNodeArePresentedWithTheirCurrentStatus() {
        joined("{}");
        joined("{\"n\":1}").says(json("{'type':'status','status':{'n':2}}"));
        rooms.shared().add(remote("q1", 7));
        List<String> presented = new ArrayList<>();

        rooms.shared()
                .present(
                        LOBBY,
                        peer -> presented.add(
                                peer.id() + "@" + peer.time() + peer.peer().status()));
        rooms.shared().present(new RoomName("elsewhere"), peer -> presented.add(peer.id()));
        assertThat(presented).containsExactly("p1@1{}", "p2@2{\"n\":2}");
    }

    @Test
    void theLimitOfARoomCountsPeersOfAllNodes() {
        rooms = rooms(new RoomLimits(2, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED));
        rooms.shared().add(remote("q1", 1));
        joined("{}").skip();
        FakeConnection late = connect().joins("{}");
        late.got(json("{'type':'error','msg':'Room is full','code':'room_full'}"))
                .ended(EndReason.ROOM_FULL);
    }

    @Test
    void limitsPerIdentityCountAllNodesAndLimitsPerAddressOnlyThisNode() {
        rooms = rooms(RoomLimits.NONE.withPeers(1, 2));
        rooms.shared().add(new RemotePeer("q1", presented("q1", 1, ada("203.0.113.1")), node));
        FakeConnection first = new FakeConnection(rooms, codec, "lobby", ada("203.0.113.1")).joins("{}");
        assertThat(first.peer().hasEnded()).isFalse();

        new FakeConnection(rooms, codec, "lobby", ada("203.0.113.2"))
                .joins("{}")
                .got(json("{'type':'error','msg':'Too many peers of this identity in the room','code':'too_many'}"))
                .ended(EndReason.TOO_MANY);
    }

    private static PeerIdentity ada(String address) {
        return PeerIdentity.of(
                Optional.of("ada"), new ClientAddress(IpAddress.of(address).orElseThrow(), false));
    }

    @Test
    void aSupplementThatDoesNotFitIntoTheOutboxEndsThePeer() {
        FakeConnection ada = joined("{}");
        ada.stopsReading(0);
        rooms.shared().add(new RemotePeer("a1", presented("a1", 0), node));

        ada.skip();
        ada.ended(EndReason.TOO_SLOW);
        assertThat(published).containsExactly("+p1@1", "-p1");
    }

    private static String unknownPeer(String peer) {
        return json("{'type':'error','msg':'Trying to send to unknown peer','code':'unknown_peer','peer':'" + peer
                + "','event':'hi'}");
    }

    private RemotePeer remote(String wireId, long time) {
        String id = wireId.replaceAll("~.*", "");
        return new RemotePeer(wireId, presented(id, time), node);
    }

    private static PresentedPeer presented(String id, long time) {
        return presented(id, time, PeerIdentity.UNKNOWN);
    }

    private static PresentedPeer presented(String id, long time, PeerIdentity identity) {
        RosterEntry entry = new RosterEntry(id, FAR, Instant.EPOCH, identity, "far");
        return new PresentedPeer(LOBBY, entry, time, false);
    }

    private FakeConnection joined(String status) {
        FakeConnection connection = connect().joins(status);
        assertThat(connection.peer().hasJoined()).isTrue();
        return connection;
    }

    private FakeConnection connect() {
        return new FakeConnection(rooms, codec, "lobby");
    }
}
