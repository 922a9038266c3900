package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;

/** The protocol's scenarios in rooms without a network. Ids are p1, p2, … in the order of connecting. */
final class RoomsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RoomName LOBBY = new RoomName("lobby");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger encoded = new AtomicInteger();
    private final ListenerLog listenerLog = new ListenerLog();
    private final Rooms rooms = new Rooms(
            message -> {
                encoded.incrementAndGet();
                return codec.write(message);
            },
            () -> "p" + ids.incrementAndGet(),
            InstantSource.fixed(NOON),
            () -> 0,
            RoomLimits.NONE,
            listenerLog);

    private FakeConnection ada;
    private FakeConnection bob;
    private FakeConnection eve;

    @BeforeEach
    void threeConnect() {
        ada = connect("lobby");
        bob = connect("lobby");
        eve = connect("lobby");
    }

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void aPeerWithoutSendPermissionGetsAnErrorButReceivesEvents() {
        FakeConnection sender = connect("room").joins("{}");
        FakeConnection observer = new FakeConnection(rooms, codec, "room", Set.of()).joins(json("{'shy':true}"));
        sender.skip();
        observer.skip();

        observer.says(json("{'type':'to','peer':'p4','event':'offer'}"))
                .got(json("{'type':'error','msg':'Not permitted to send','code':'forbidden',"
                        + "'peer':'p4','event':'offer'}"));
        sender.gotNothingElse();
        sender.says(json("{'type':'to','peer':'" + observer.id() + "','event':'news'}"));
        observer.got(json("{'type':'from','peer':'" + sender.id() + "','event':'news'}"))
                .gotNothingElse();
    }

    @Test
    void aPeerWithoutStatusPermissionKeepsAnEmptyStatus() {
        FakeConnection sender = connect("room").joins("{}");
        FakeConnection observer = new FakeConnection(rooms, codec, "room", Set.of(Permission.SEND));
        sender.skip();
        observer.joins(json("{'ad':'buy'}")).got(json("{'type':'joined','id':'p5','peers':{'p4':{}}}"));
        sender.got(json("{'type':'peer_joined','peer':'p5','status':{}}"));

        observer.says(json("{'type':'status','status':{'ad':'buy'}}"))
                .got(json("{'type':'error','msg':'Not permitted to change the status','code':'forbidden'}"))
                .gotNothingElse();
        sender.gotNothingElse();
        assertThat(rooms.peers(new RoomName("room")))
                .extracting(RosterEntry::status)
                .containsOnly(JsonText.EMPTY_OBJECT);
    }

    @Test
    void aPeerWithOnlyStatusPermissionCannotSendEvents() {
        FakeConnection sender = connect("room").joins("{}");
        FakeConnection shy =
                new FakeConnection(rooms, codec, "room", Set.of(Permission.STATUS)).joins(json("{'hand':1}"));
        sender.skip();
        shy.skip();

        shy.says(json("{'type':'status','status':{'hand':2}}")).gotNothingElse();
        sender.got(json("{'type':'peer_status','peer':'p5','status':{'hand':2}}"));
        shy.says(json("{'type':'to','peer':'p4','event':'e'}"))
                .got(json("{'type':'error','msg':'Not permitted to send','code':'forbidden',"
                        + "'peer':'p4','event':'e'}"));
        sender.gotNothingElse();
    }

    /** After {@code peer_left}, the others receive nothing from the peer, even if its connection is not yet closed. */
    @Test
    void anEventFromAPeerEndedAsTooSlowIsDropped() {
        ada.joins("{}");
        bob.joins("{}");
        eve.joins("{}");
        bob.skip();
        eve.skip();
        eve.stopsReading(0);
        bob.onceGot("peer_left", () -> eve.says(json("{'type':'to','peer':'p2','event':'late'}")));

        ada.says(json("{'type':'status','status':{'n':1}}"));

        bob.got(json("{'type':'peer_status','peer':'p1','status':{'n':1}}"), json("{'type':'peer_left','peer':'p3'}"))
                .gotNothingElse();
        eve.ended(EndReason.TOO_SLOW);
    }

    @Test
    void aPingIsAnsweredOnItsConnectionOnlyBeforeAndAfterTheJoin() {
        inLobby(bob, eve);
        ada.says(json("{'type':'ping'}")).got(json("{'type':'pong'}")).gotNothingElse();
        assertThat(ada.peer().hasJoined()).isFalse();
        bob.says(json("{'type':'ping','extra':[1]}"))
                .got(json("{'type':'pong'}"))
                .gotNothingElse();
        eve.gotNothingElse();

        ada.says(json("{'type':'leave'}")).says(json("{'type':'ping'}")).ended(EndReason.LEFT);
    }

    @Test
    void aConnectionThatHasNotJoinedCreatesNoRoom() {
        assertThat(rooms.names()).isEmpty();
        ada.gotNothingElse();
    }

    @Test
    void aNewPeerReceivesTheRosterInOrderAndIsAnnounced() {
        ada.joins(json("{'name':'Ada'}"));
        bob.says(json("{'type':'join'}"));
        eve.joins(json("{ 'n': 1e2 }"));

        ada.got(
                        json("{'type':'joined','id':'p1','peers':{}}"),
                        json("{'type':'peer_joined','peer':'p2','status':{}}"),
                        json("{'type':'peer_joined','peer':'p3','status':{ 'n': 1e2 }}"))
                .gotNothingElse();
        bob.got(
                        json("{'type':'joined','id':'p2','peers':{'p1':{'name':'Ada'}}}"),
                        json("{'type':'peer_joined','peer':'p3','status':{ 'n': 1e2 }}"))
                .gotNothingElse();
        eve.got(json("{'type':'joined','id':'p3','peers':{'p1':{'name':'Ada'},'p2':{}}}"))
                .gotNothingElse();
    }

    @Test
    void aNewStatusIsSentToPresentAndLaterPeers() {
        inLobby(ada, bob);
        ada.says(json("{'type':'status','status':{'muted':true}}"));
        eve.joins("{}");

        bob.got(json("{'type':'peer_status','peer':'p1','status':{'muted':true}}"));
        ada.got(json("{'type':'peer_joined','peer':'p3','status':{}}")).gotNothingElse();
        eve.got(json("{'type':'joined','id':'p3','peers':{'p1':{'muted':true},'p2':{}}}"))
                .gotNothingElse();
    }

    @Test
    void closingRoomsEndsAllPeersWithoutAnnouncingTheirLeaves() {
        inLobby(ada, bob);
        FakeConnection elsewhere = connect("elsewhere").joins("{}");
        elsewhere.skip();

        rooms.close(EndReason.RESTARTING);
        List.of(ada, bob, elsewhere).forEach(each -> each.ended(EndReason.RESTARTING));
        assertThat(rooms.names()).isEmpty();
    }

    @Test
    void aPeerThatJoinsAfterRoomsAreClosedIsEndedAtOnce() {
        rooms.close(EndReason.RESTARTING);

        ada.says(json("{'type':'join'}"));
        ada.ended(EndReason.RESTARTING);
        assertThat(rooms.names()).isEmpty();
    }

    @Test
    void anEventReachesItsRecipientOnly() {
        inLobby(ada, bob, eve);
        ada.says(json("{'type':'to','peer':'p2','event':'offer','data':[ 1.0 ]}"));
        ada.says(json("{'type':'to','peer':'p2','event':'bare'}"));
        ada.says(json("{'type':'to','peer':'p2','event':'nil','data':null}"));

        bob.got(
                        json("{'type':'from','peer':'p1','event':'offer','data':[ 1.0 ]}"),
                        json("{'type':'from','peer':'p1','event':'bare'}"),
                        json("{'type':'from','peer':'p1','event':'nil','data':null}"))
                .gotNothingElse();
        ada.gotNothingElse();
        eve.gotNothingElse();
    }

    @Test
    void anEventToTheSenderItselfIsDelivered() {
        inLobby(ada);
        ada.says(json("{'type':'to','peer':'p1','event':'note'}"));

        ada.got(json("{'type':'from','peer':'p1','event':'note'}")).gotNothingElse();
    }

    @Test
    void anEventToAPeerOutsideTheRoomIsAnError() {
        inLobby(ada, bob);
        FakeConnection elsewhere = connect("elsewhere");
        elsewhere.joins("{}").got(json("{'type':'joined','id':'p4','peers':{}}"));
        bob.says(json("{'type':'leave'}"));
        ada.got(json("{'type':'peer_left','peer':'p2'}"));
        for (String nobody : List.of("p2", "p3", "p4", "", "constructor", "__proto__")) {
            ada.says(json("{'type':'to','peer':'" + nobody + "','event':'offer'}"));
            ada.got(json("{'type':'error','msg':'Trying to send to unknown peer','code':'unknown_peer'," + "'peer':'"
                    + nobody + "','event':'offer'}"));
        }

        ada.gotNothingElse();
        elsewhere.gotNothingElse();
    }

    @Test
    void statusesAndEventsBeforeTheJoinAreErrors() {
        inLobby(bob);
        ada.says(json("{'type':'status','status':{}}"));
        ada.says(json("{'type':'to','peer':'p2','event':'offer'}"));
        ada.says(json("{'type':'to','peer':'p2'}"));
        ada.says(json("{'type':'to'}"));

        String noEventYet =
                "{\"type\":\"error\",\"msg\":\"Attempted 'to' without being in a room\",\"code\":\"not_joined\"";
        ada.got(
                "{\"type\":\"error\",\"msg\":\"Attempted 'status' without being in a room\",\"code\":\"not_joined\"}",
                noEventYet + ",\"peer\":\"p2\",\"event\":\"offer\"}",
                noEventYet + ",\"peer\":\"p2\"}",
                noEventYet + "}");
        ada.gotNothingElse();
        bob.gotNothingElse();
        ada.says(json("{'type':'leave'}")).ended(EndReason.LEFT);
        bob.gotNothingElse();
    }

    @Test
    void aClientCanJoinAgainAfterARefusedJoin() {
        ada.says(json("{'type':'join','status':[]}"))
                .got(json("{'type':'error','msg':'Unable to join','code':'bad_message'}"));
        assertThat(rooms.names()).isEmpty();

        ada.joins("{}").got(json("{'type':'joined','id':'p1','peers':{}}")).gotNothingElse();
    }

    @Test
    void aSecondJoinIsAnErrorAndChangesNothing() {
        inLobby(ada, bob);
        ada.joins(json("{'other':true}"));

        ada.got(json("{'type':'error','msg':'Unable to join','code':'already_joined'}"))
                .gotNothingElse();
        bob.gotNothingElse();
        assertThat(rooms.peers(LOBBY)).extracting(RosterEntry::status).containsOnly(JsonText.EMPTY_OBJECT);
        ada.joins("[]").got(json("{'type':'error','msg':'Unable to join','code':'already_joined'}"));
    }

    @Test
    void aPeerThatLeavesIsAnnouncedOnceAndReceivesNothingMore() {
        inLobby(ada, bob, eve);
        ada.says(json("{'type':'leave'}"));
        ada.says(json("{'type':'to','peer':'p2','event':'late'}"))
                .says(json("{'type':'leave'}"))
                .joins("{}");
        bob.says(json("{'type':'status','status':{}}"));

        ada.ended(EndReason.LEFT);
        bob.got(json("{'type':'peer_left','peer':'p1'}")).gotNothingElse();
        eve.got(json("{'type':'peer_left','peer':'p1'}"), json("{'type':'peer_status','peer':'p2','status':{}}"))
                .gotNothingElse();
    }

    @Test
    void aDroppedConnectionIsAnnouncedAsALeave() {
        inLobby(ada, bob);
        ada.peer().end(EndReason.GONE);
        ada.peer().end(EndReason.GONE);

        bob.got(json("{'type':'peer_left','peer':'p1'}")).gotNothingElse();
    }

    @Test
    void aRoomIsRemovedWhenItsLastPeerLeaves() {
        inLobby(ada, bob);
        ada.says(json("{'type':'leave'}"));
        assertThat(rooms.names()).containsExactly(LOBBY);
        bob.peer().end(EndReason.GONE);
        assertThat(rooms.names()).isEmpty();

        eve.joins("{}").got(json("{'type':'joined','id':'p3','peers':{}}")).gotNothingElse();
        assertThat(rooms.peers(LOBBY))
                .containsExactly(new RosterEntry("p3", JsonText.EMPTY_OBJECT, NOON, PeerIdentity.UNKNOWN, ""));
    }

    @Test
    void messagesDoNotReachOtherRooms() {
        inLobby(ada);
        FakeConnection other = connect("Lobby");
        other.joins("{}").got(json("{'type':'joined','id':'p4','peers':{}}"));
        other.says(json("{'type':'status','status':{}}")).says(json("{'type':'leave'}"));

        ada.gotNothingElse();
    }

    @Test
    void aPeerWithAFullOutboxEndsAndTheSenderGetsAnError() {
        inLobby(ada, bob, eve);
        bob.stopsReading(1);
        ada.says(json("{'type':'to','peer':'p2','event':'first'}")).gotNothingElse();
        ada.says(json("{'type':'to','peer':'p2','event':'second'}"));

        bob.ended(EndReason.TOO_SLOW);
        ada.got(
                        json("{'type':'peer_left','peer':'p2'}"),
                        json("{'type':'error','msg':'Trying to send to unknown peer','code':'unknown_peer',"
                                + "'peer':'p2','event':'second'}"))
                .gotNothingElse();
        eve.got(json("{'type':'peer_left','peer':'p2'}")).gotNothingElse();
    }

    @Test
    void theLeaveOfOneSlowPeerMayOverflowAnother() {
        inLobby(ada, bob, eve);
        bob.stopsReading(0);
        eve.stopsReading(1);
        ada.says(json("{'type':'status','status':{}}"));

        bob.ended(EndReason.TOO_SLOW);
        eve.ended(EndReason.TOO_SLOW);
        ada.got(json("{'type':'peer_left','peer':'p2'}"), json("{'type':'peer_left','peer':'p3'}"))
                .gotNothingElse();
    }

    @Test
    void theRoomOfALonePeerThatFillsItsOutboxIsRemoved() {
        inLobby(ada);
        ada.stopsReading(0);
        ada.says(json("{'type':'to','peer':'p1','event':'note'}"));

        ada.ended(EndReason.TOO_SLOW);
        assertThat(rooms.names()).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotFitIntoTheOutboxEndsThePeer() {
        ada.stopsReading(0);
        ada.says("nonsense").ended(EndReason.TOO_SLOW);
    }

    @Test
    void peersWithBrokenConnectionsLeaveWithoutRecursion() throws InterruptedException {
        List<FakeConnection> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            FakeConnection next = connect("crowd");
            next.joins("{}");
            many.add(next);
        }
        many.subList(1, many.size()).forEach(FakeConnection::breaks);
        Thread withSmallStack = new Thread(
                null, () -> many.get(0).says(json("{'type':'status','status':{}}")), "small stack", 64 * 1024);
        withSmallStack.start();
        withSmallStack.join(10_000);

        assertThat(rooms.peers(new RoomName("crowd"))).hasSize(1);
    }

    @Test
    void aBugIsReportedAsAnInternalErrorAndEndsTheConnection() {
        inLobby(ada, bob);
        ada.peer().fail();

        ada.got(json("{'type':'error','msg':'Internal error','code':'internal'}"))
                .ended(EndReason.INTERNAL);
        bob.got(json("{'type':'peer_left','peer':'p1'}")).gotNothingElse();
    }

    @Test
    void eventsOfTheApplicationReachOnlyPeersThatRequestedThem() {
        ada.says(json("{'type':'join','events':true}")).got(json("{'type':'joined','id':'p1','peers':{}}"));
        inLobby(bob);
        ada.got(json("{'type':'peer_joined','peer':'p2','status':{}}"));
        ServerEvent event = new ServerEvent("notice", new JsonText("1"));

        assertThat(rooms.control().sendToAll(LOBBY, event)).isEqualTo(1);
        assertThat(rooms.control().send(LOBBY, "p2", event)).isFalse();
        assertThat(rooms.control().sendToAll(new RoomName("none"), event)).isZero();
        ada.got(json("{'type':'event','event':'notice','data':1}")).gotNothingElse();
        bob.gotNothingElse();
    }

    @Test
    void theApplicationCanEndAPeer() {
        inLobby(ada, bob);

        assertThat(rooms.control().end(LOBBY, "p1")).isTrue();
        assertThat(rooms.control().end(LOBBY, "p1")).isFalse();
        assertThat(rooms.control().end(new RoomName("none"), "p2")).isFalse();
        ada.ended(EndReason.REMOVED);
        bob.got(json("{'type':'peer_left','peer':'p1'}")).gotNothingElse();
    }

    @Test
    void aListenerReceivesJoinsAndLeavesInOrderWithTheirReasons() {
        inLobby(ada, bob, eve);
        ada.says(json("{'type':'join'}")).says(json("{'type':'status','status':{'n':1}}"));
        eve.stopsReading(0);
        ada.says(json("{'type':'leave'}")).says(json("{'type':'leave'}"));
        bob.peer().end(EndReason.GONE);
        connect("lobby").says(json("{'type':'leave'}"));

        assertThat(listenerLog.of(LOBBY)).containsExactly("+p1", "+p2", "+p3", "-p1", "-p3", "-p2");
        assertThat(listenerLog.last("p1"))
                .isEqualTo(new ListenerLog.Last(new JsonText(json("{'n':1}")), EndReason.LEFT));
        assertThat(listenerLog.last("p2")).isEqualTo(new ListenerLog.Last(JsonText.EMPTY_OBJECT, EndReason.GONE));
        assertThat(listenerLog.last("p3")).isEqualTo(new ListenerLog.Last(JsonText.EMPTY_OBJECT, EndReason.TOO_SLOW));
    }

    @Test
    void aMessageToManyIsEncodedOnce() {
        inLobby(ada, bob, eve);
        encoded.set(0);
        ada.says(json("{'type':'status','status':{'a':1}}"));

        assertThat(encoded).hasValue(1);
    }

    private FakeConnection connect(String room) {
        return new FakeConnection(rooms, codec, room);
    }

    /** All of them join, and discard what they receive meanwhile. */
    private void inLobby(FakeConnection... connections) {
        List<FakeConnection> before = new ArrayList<>();
        for (FakeConnection next : connections) {
            next.joins("{}").skip();
            before.forEach(FakeConnection::skip);
            before.add(next);
        }
    }
}
