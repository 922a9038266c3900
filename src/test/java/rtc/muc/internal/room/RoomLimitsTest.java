package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/**
 * The limits of the number of peers in a room, and of the rates of their messages and errors. Ids are p1, p2, … in the
 * order of connecting.
 */
final class RoomLimitsTest {

    private static final String TO_NOBODY = json("{'type':'to','peer':'nobody','event':'e'}");
    private static final String STATUS = json("{'type':'status','status':{}}");
    private static final String UNKNOWN_PEER =
            json("{'type':'error','msg':'Trying to send to unknown peer','code':'unknown_peer',"
                    + "'peer':'nobody','event':'e'}");
    private static final String RATE_LIMITED =
            json("{'type':'error','msg':'Too many messages at once, this one is dropped','code':'rate_limited'}");
    private static final String RATE_LIMITED_TO = RATE_LIMITED.replace("}", json(",'peer':'nobody','event':'e'}"));
    private static final String UNKNOWN_TYPE =
            json("{'type':'error','msg':'Unknown message type','code':'unknown_type'}");
    private static final String NOT_AN_OBJECT =
            json("{'type':'error','msg':'Error processing incoming message: not a JSON object','code':'bad_message'}");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private Duration now = Duration.ofDays(-1);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void aConnectionThatJoinsAFullRoomIsClosed() {
        Rooms rooms = rooms(new RoomLimits(2, Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED));
        FakeConnection ada = connect(rooms).joins("{}");
        FakeConnection bob = connect(rooms).joins("{}");
        ada.skip();
        bob.skip();
        FakeConnection eve = connect(rooms).joins("{}");

        eve.got(json("{'type':'error','msg':'Room is full','code':'room_full'}"))
                .ended(EndReason.ROOM_FULL);
        ada.gotNothingElse();
        bob.says(json("{'type':'leave'}"));
        connect(rooms).joins("{}").got(json("{'type':'joined','id':'p4','peers':{'p1':{}}}"));
        assertThat(rooms.peers(new RoomName("room")))
                .extracting(RosterEntry::id)
                .containsExactly("p1", "p4");
    }

    @Test
    void anExcessMessageIsDroppedAndAnotherSoonAfterClosesTheConnection() {
        FakeConnection ada = joined(rates(Rate.perSecond(100, 3), Rate.UNLIMITED));

        ada.says(TO_NOBODY).says(TO_NOBODY).got(UNKNOWN_PEER, UNKNOWN_PEER);
        ada.says(TO_NOBODY).got(RATE_LIMITED_TO).gotNothingElse();
        passes(Duration.ofMillis(10));
        ada.says(TO_NOBODY).got(UNKNOWN_PEER).gotNothingElse();

        ada.says(TO_NOBODY).ended(EndReason.TOO_FAST);
    }

    @Test
    void anotherExcessMessageMuchLaterIsOnlyDropped() {
        FakeConnection ada = joined(rates(Rate.perSecond(1, 1), Rate.UNLIMITED));
        ada.says(TO_NOBODY).got(RATE_LIMITED_TO);
        passes(Duration.ofSeconds(10));
        ada.says(TO_NOBODY).got(UNKNOWN_PEER);

        ada.says(TO_NOBODY).got(RATE_LIMITED_TO).gotNothingElse();
        ada.says(TO_NOBODY).ended(EndReason.TOO_FAST);
    }

    @Test
    void webSocketPingsHaveTheirOwnRate() {
        FakeConnection ada = joined(rates(Rate.perSecond(1, 3), Rate.UNLIMITED));
        for (int ping = 0; ping < 4; ping++) {
            ada.peer().messages().receivePing(0);
        }
        ada.says(TO_NOBODY).got(UNKNOWN_PEER).gotNothingElse();
        ada.peer().messages().receivePing(0);
        ada.ended(EndReason.TOO_FAST);
    }

    @Test
    void bytesAreLimitedLikeMessages() {
        FakeConnection ada = joined(rates(Rate.UNLIMITED, Rate.perSecond(1024, 4096)));
        ClientMessage message = new ClientMessage.To("nobody", "e", null);

        ada.peer().messages().receive(message, 4096);
        ada.got(UNKNOWN_PEER);
        ada.peer().messages().receive(message, 1);
        ada.got(RATE_LIMITED_TO);
        passes(Duration.ofSeconds(1));
        ada.peer().messages().receive(message, 1024);
        ada.got(UNKNOWN_PEER).gotNothingElse();
        ada.peer().messages().receive(message, 1);
        ada.ended(EndReason.TOO_FAST);
    }

    @Test
    void aDroppedMessageHasNoEffect() {
        Rooms rooms = rooms(rates(Rate.perSecond(1, 1), Rate.UNLIMITED));
        FakeConnection ada = connect(rooms).joins("{}");
        FakeConnection bob = connect(rooms).joins("{}");
        ada.skip();
        bob.skip();

        ada.says(json("{'type':'status','status':{'loud':true}}")).got(RATE_LIMITED);
        bob.gotNothingElse();
        assertThat(rooms.peers(new RoomName("room")))
                .extracting(RosterEntry::status)
                .containsOnly(JsonText.EMPTY_OBJECT);
    }

    @Test
    void moreThanTenErrorsAMinuteCloseTheConnection() {
        FakeConnection ada = joined(new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.perMinute(10)));
        for (int i = 0; i < 10; i++) {
            ada.says("nonsense").got(NOT_AN_OBJECT).gotNothingElse();
        }
        for (int i = 0; i < 100; i++) {
            ada.says(TO_NOBODY).got(UNKNOWN_PEER).gotNothingElse();
        }
        passes(Duration.ofSeconds(6));
        ada.says("nonsense").got(NOT_AN_OBJECT).gotNothingElse();

        ada.says("nonsense").got(NOT_AN_OBJECT).ended(EndReason.TOO_MANY_ERRORS);
    }

    @Test
    void errorsCountBeforeAndAfterTheJoin() {
        Rooms rooms = rooms(new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.perMinute(2)));
        FakeConnection outside = connect(rooms).says(STATUS).says(TO_NOBODY);
        outside.skip();
        outside.gotNothingElse();
        outside.says(STATUS);
        outside.skip();
        outside.ended(EndReason.TOO_MANY_ERRORS);

        FakeConnection inside = connect(rooms).joins("{}").joins("{}").joins("[]");
        inside.skip();
        inside.gotNothingElse();
        inside.joins("{}");
        inside.skip();
        inside.ended(EndReason.TOO_MANY_ERRORS);
    }

    @Test
    void forbiddenMessagesDoNotCountAsErrors() {
        Rooms rooms = rooms(new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.perMinute(1)));
        FakeConnection observer = new FakeConnection(rooms, codec, "room", Set.of()).joins("{}");
        for (int i = 0; i < 100; i++) {
            observer.says(TO_NOBODY).says(STATUS);
        }
        observer.skip();

        observer.gotNothingElse();
    }

    @Test
    void unknownTypesCountAsErrorsBeyondSixtyAMinute() {
        FakeConnection ada = joined(new RoomLimits(0, Rate.UNLIMITED, Rate.UNLIMITED, Rate.perMinute(2))
                .withUnknownTypes(Rate.perMinute(60)));
        for (int i = 0; i < 60; i++) {
            ada.says(json("{'type':'HEARTBEAT'}")).got(UNKNOWN_TYPE).gotNothingElse();
        }
        for (int minutes = 0; minutes < 10; minutes++) {
            for (int i = 0; i < 12; i++) {
                passes(Duration.ofSeconds(5));
                ada.says(json("{'type':'HEARTBEAT'}")).got(UNKNOWN_TYPE).gotNothingElse();
            }
        }
        passes(Duration.ofMinutes(1));
        for (int i = 0; i < 62; i++) {
            ada.says(json("{'type':''}")).got(UNKNOWN_TYPE).gotNothingElse();
        }

        ada.says(json("{'type':'dance'}")).got(UNKNOWN_TYPE).ended(EndReason.TOO_MANY_ERRORS);
    }

    @Test
    void pingMessagesCountAsMessagesAndNotAsErrors() {
        FakeConnection ada = joined(new RoomLimits(0, Rate.perSecond(100, 12), Rate.UNLIMITED, Rate.perMinute(1)));
        for (int i = 0; i < 11; i++) {
            ada.says(json("{'type':'ping'}")).got(json("{'type':'pong'}")).gotNothingElse();
        }

        ada.says(json("{'type':'ping'}")).got(RATE_LIMITED).gotNothingElse();
    }

    private static RoomLimits rates(Rate messages, Rate bytes) {
        return new RoomLimits(0, messages, bytes, Rate.UNLIMITED);
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private Rooms rooms(RoomLimits limits) {
        return new Rooms(
                codec::write,
                () -> "p" + ids.incrementAndGet(),
                InstantSource.fixed(Instant.EPOCH),
                () -> now.toNanos(),
                limits,
                RoomListener.NONE);
    }

    private FakeConnection connect(Rooms rooms) {
        return new FakeConnection(rooms, codec, "room");
    }

    private FakeConnection joined(RoomLimits limits) {
        FakeConnection connection = connect(rooms(limits)).joins("{}");
        connection.skip();
        return connection;
    }
}
