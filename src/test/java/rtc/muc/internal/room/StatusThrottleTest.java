package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.RoomName;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Statuses that are sent faster than they may be announced. Ids are p1, p2, … in the order of connecting. */
final class StatusThrottleTest {

    private static final RoomName ROOM = new RoomName("room");
    private static final Duration A_TENTH = Duration.ofMillis(100);

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final ListenerLog listenerLog = new ListenerLog();
    private Duration now = Duration.ofDays(-1);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void beyondTheBurstOnlyTheNewestStatusIsAnnounced() {
        Rooms rooms = rooms(new StatusLimits(Rate.perSecond(10, 3), Rate.UNLIMITED));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        ada.skip();
        for (int n = 1; n <= 100; n++) {
            ada.says(status(n));
        }
        bob.got(announced("p1", 1), announced("p1", 2), announced("p1", 3)).gotNothingElse();
        ada.gotNothingElse();
        rooms.announceDelayed();
        bob.gotNothingElse();

        passes(A_TENTH);
        rooms.announceDelayed();
        bob.got(announced("p1", 100)).gotNothingElse();
        passes(Duration.ofHours(1));
        rooms.announceDelayed();
        bob.gotNothingElse();
    }

    @Test
    void continuousStatusesAreAnnouncedAtTheConfiguredRate() {
        Rooms rooms = rooms(new StatusLimits(Rate.perSecond(10, 50), Rate.UNLIMITED));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        ada.skip();
        int n = 0;
        for (int tenth = 0; tenth < 100; tenth++) {
            for (int i = 0; i < 10; i++) {
                ada.says(status(++n));
            }
            passes(A_TENTH);
            rooms.announceDelayed();
        }

        assertThat(bob.takeAll()).hasSizeBetween(140, 150).endsWith(announced("p1", 1000));
    }

    @Test
    void theRosterContainsTheLastAnnouncedStatus() {
        Rooms rooms = rooms(new StatusLimits(Rate.perSecond(1, 1), Rate.UNLIMITED));
        FakeConnection ada = joined(rooms);
        ada.says(status(1)).says(status(2));
        assertThat(rooms.peers(ROOM)).extracting(peer -> peer.status().text()).containsExactly(json("{'n':1}"));
        FakeConnection bob = connect(rooms).joins("{}");
        bob.got(json("{'type':'joined','id':'p2','peers':{'p1':{'n':1}}}"));

        passes(Duration.ofSeconds(1));
        rooms.announceDelayed();
        bob.got(announced("p1", 2)).gotNothingElse();
        assertThat(rooms.peers(ROOM).get(0).status().text()).isEqualTo(json("{'n':2}"));
    }

    @Test
    void aDelayedStatusIsDroppedWhenItsPeerLeaves() {
        Rooms rooms = rooms(new StatusLimits(Rate.perSecond(1, 1), Rate.UNLIMITED));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        FakeConnection eve = joined(rooms);
        List.of(ada, bob, eve).forEach(FakeConnection::skip);
        ada.says(status(1)).says(status(2)).says(json("{'type':'leave'}"));
        eve.says(status(1)).says(status(2));
        rooms.control().end(ROOM, "p3");
        passes(Duration.ofHours(1));
        rooms.announceDelayed();

        bob.got(
                        announced("p1", 1),
                        json("{'type':'peer_left','peer':'p1'}"),
                        announced("p3", 1),
                        json("{'type':'peer_left','peer':'p3'}"))
                .gotNothingElse();
        assertThat(listenerLog.last("p1"))
                .extracting(last -> last.status().text())
                .isEqualTo(json("{'n':1}"));
    }

    @Test
    void aDelayedStatusMayFollowALaterEvent() {
        Rooms rooms = rooms(new StatusLimits(Rate.perSecond(1, 1), Rate.UNLIMITED));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        ada.skip();
        ada.says(status(1)).says(status(2)).says(json("{'type':'to','peer':'p2','event':'e'}"));
        passes(Duration.ofSeconds(1));
        rooms.announceDelayed();

        bob.got(announced("p1", 1), json("{'type':'from','peer':'p1','event':'e'}"), announced("p1", 2))
                .gotNothingElse();
    }

    @Test
    void theByteRateOfARoomLimitsOnlyStatuses() {
        int size = announced("p1", 100).length();
        Rooms rooms = rooms(new StatusLimits(Rate.UNLIMITED, Rate.perSecond(2 * size, 4 * size)));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        FakeConnection eve = joined(rooms);
        List.of(ada, bob, eve).forEach(FakeConnection::skip);
        ada.says(status(100)).says(status(101)).says(status(102)).says(status(103));
        ada.says(json("{'type':'to','peer':'p2','event':'e'}"));
        FakeConnection dan = joined(rooms);
        String[] all = {
            announced("p1", 100), announced("p1", 101), json("{'type':'peer_joined','peer':'p4','status':{}}")
        };
        eve.got(all).gotNothingElse();
        bob.got(all[0], all[1], json("{'type':'from','peer':'p1','event':'e'}"), all[2])
                .gotNothingElse();

        passes(Duration.ofSeconds(2));
        rooms.announceDelayed();
        eve.got(announced("p1", 103)).gotNothingElse();
        dan.got(announced("p1", 103)).gotNothingElse();
    }

    @Test
    void peersOfARoomShareItsByteRateFairly() {
        int size = announced("p1", 100).length();
        Rooms rooms = rooms(new StatusLimits(Rate.UNLIMITED, Rate.perSecond(4 * size, 4 * size)));
        FakeConnection loud = joined(rooms);
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        List.of(loud, ada, bob).forEach(FakeConnection::skip);
        loud.says(status(100)).says(status(101)).says(status(102));
        ada.says(status(900));
        List<String> seen = new ArrayList<>();
        for (int tenth = 0; tenth < 20; tenth++) {
            loud.says(status(200 + tenth));
            passes(A_TENTH);
            rooms.announceDelayed();
            loud.says(status(300 + tenth));
        }
        seen.addAll(bob.takeAll());

        assertThat(seen.indexOf(announced("p2", 900))).isBetween(2, 3);
        assertThat(seen).hasSizeBetween(5, 8);
    }

    @Test
    void aStatusThatExceedsTheByteBurstIsNotLost() {
        Rooms rooms = rooms(new StatusLimits(Rate.UNLIMITED, Rate.perSecond(100, 10)));
        FakeConnection ada = joined(rooms);
        FakeConnection bob = joined(rooms);
        ada.says(status(1)).says(status(2));
        bob.got(announced("p1", 1)).gotNothingElse();
        passes(Duration.ofSeconds(1));
        rooms.announceDelayed();

        bob.got(announced("p1", 2)).gotNothingElse();
    }

    private static String status(int n) {
        return json("{'type':'status','status':{'n':" + n + "}}");
    }

    private static String announced(String peer, int n) {
        return json("{'type':'peer_status','peer':'" + peer + "','status':{'n':" + n + "}}");
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }

    private Rooms rooms(StatusLimits statuses) {
        return new Rooms(
                codec::write,
                () -> "p" + ids.incrementAndGet(),
                InstantSource.fixed(Instant.EPOCH),
                () -> now.toNanos(),
                RoomLimits.NONE.withStatuses(statuses),
                listenerLog);
    }

    private FakeConnection connect(Rooms rooms) {
        return new FakeConnection(rooms, codec, "room");
    }

    private FakeConnection joined(Rooms rooms) {
        FakeConnection connection = connect(rooms).joins("{}");
        connection.skip();
        return connection;
    }
}
