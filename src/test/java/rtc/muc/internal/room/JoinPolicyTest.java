package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** Who may join: a limited number of peers per address and per identity, and nobody who is banned. */
@Timeout(60)
final class JoinPolicyTest {

    private static final String OF_ADDRESS =
            json("{'type':'error','msg':'Too many peers of this address in the room','code':'too_many'}");
    private static final String OF_IDENTITY =
            json("{'type':'error','msg':'Too many peers of this identity in the room','code':'too_many'}");
    private static final String FORBIDDEN = json("{'type':'error','msg':'Unable to join','code':'forbidden'}");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private Duration now = Duration.ofDays(-1);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void peersPerAddressInARoomAreLimited() {
        Rooms rooms = rooms(RoomLimits.NONE.withPeers(2, 0));
        FakeConnection first = in(rooms, "room", at("203.0.113.7"));
        in(rooms, "room", at("203.0.113.7"));
        FakeConnection third = connect(rooms, "room", at("203.0.113.7")).joins("{}");
        first.skip();

        third.got(OF_ADDRESS).ended(EndReason.TOO_MANY);
        first.gotNothingElse();
        in(rooms, "room", at("203.0.113.8"));
        in(rooms, "another room", at("203.0.113.7"));
        first.says(json("{'type':'leave'}"));
        in(rooms, "room", at("203.0.113.7"));
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        Rooms rooms = rooms(RoomLimits.NONE.withPeers(1, 0));
        in(rooms, "room", at("2001:db8:0:1::1"));

        connect(rooms, "room", at("2001:db8:0:1:ffff::2"))
                .joins("{}")
                .got(OF_ADDRESS)
                .ended(EndReason.TOO_MANY);
        in(rooms, "room", at("2001:db8:0:2::1"));
    }

    @Test
    void loopbackAndConnectionsWithoutAnAddressAreExempt() {
        Rooms rooms = rooms(RoomLimits.NONE.withPeers(1, 1));
        PeerIdentity local = PeerIdentity.of(Optional.empty(), new ClientAddress(IpAddress.LOOPBACK, true));
        for (int i = 0; i < 3; i++) {
            in(rooms, "room", local);
            in(rooms, "room", PeerIdentity.UNKNOWN);
            in(rooms, "room", new PeerIdentity(Optional.of(""), "", Optional.empty()));
        }

        assertThat(rooms.peers(new RoomName("room"))).hasSize(9);
    }

    @Test
    void peersPerIdentityInARoomAreLimitedAcrossAddresses() {
        Rooms rooms = rooms(RoomLimits.NONE.withPeers(0, 2));
        in(rooms, "room", named("ada", "203.0.113.1"));
        in(rooms, "room", named("ada", "127.0.0.1"));

        connect(rooms, "room", named("ada", "203.0.113.3"))
                .joins("{}")
                .got(OF_IDENTITY)
                .ended(EndReason.TOO_MANY);
        in(rooms, "room", named("Ada", "203.0.113.3"));
        in(rooms, "room", at("203.0.113.3"));
        in(rooms, "yard", named("ada", "203.0.113.3"));
    }

    @Test
    void aFullRoomIsReportedBeforeOtherLimits() {
        Rooms rooms =
                rooms(new RoomLimits(1, RoomLimits.NONE.messages(), RoomLimits.NONE.bytes(), RoomLimits.NONE.errors())
                        .withPeers(1, 1));
        in(rooms, "room", named("ada", "203.0.113.1"));

        connect(rooms, "room", named("ada", "203.0.113.1"))
                .joins("{}")
                .got(json("{'type':'error','msg':'Room is full','code':'room_full'}"))
                .ended(EndReason.ROOM_FULL);
    }

    @Test
    void concurrentJoinsDoNotExceedTheLimit() throws Exception {
        Rooms rooms = rooms(RoomLimits.NONE.withPeers(20, 0));
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        CountDownLatch done = new CountDownLatch(threads);
        AtomicInteger refused = new AtomicInteger();
        for (int thread = 0; thread < threads; thread++) {
            List<FakeConnection> own = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                own.add(connect(rooms, "room", at("203.0.113.7")));
            }
            new Thread(() -> {
                        meet(start);
                        own.forEach(connection ->
                                connection.peer().messages().receive(codec.read(json("{'type':'join'}"))));
                        refused.addAndGet((int) own.stream()
                                .filter(connection -> connection.peer().hasEnded())
                                .count());
                        done.countDown();
                    })
                    .start();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(80);
        assertThat(rooms.peers(new RoomName("room"))).hasSize(20);
    }

    @Test
    void endingAnIdentityEndsItsPeersInAllRoomsButAllowsRejoining() {
        Rooms rooms = rooms(RoomLimits.NONE);
        FakeConnection ada = in(rooms, "room", named("ada", "203.0.113.1"));
        FakeConnection adaToo = in(rooms, "yard", named("ada", "203.0.113.2"));
        FakeConnection bob = in(rooms, "room", named("bob", "203.0.113.1"));
        ada.skip();

        assertThat(rooms.control().end("ada")).isEqualTo(2);
        assertThat(rooms.control().end("ada")).isZero();
        ada.ended(EndReason.REMOVED);
        adaToo.ended(EndReason.REMOVED);
        bob.got(json("{'type':'peer_left','peer':'p1'}")).gotNothingElse();
        in(rooms, "room", named("ada", "203.0.113.1"));
    }

    @Test
    void aBannedIdentityIsEndedAndCannotJoinUntilTheBanExpires() {
        Rooms rooms = rooms(RoomLimits.NONE);
        FakeConnection ada = in(rooms, "room", named("ada", "203.0.113.1"));
        FakeConnection outside = connect(rooms, "yard", named("ada", "203.0.113.1"));

        assertThat(rooms.control().ban("ada", Duration.ofMinutes(1))).isEqualTo(1);
        ada.ended(EndReason.REMOVED);
        outside.joins("{}").got(FORBIDDEN).ended(EndReason.REMOVED);
        assertThat(rooms.names()).as("a banned peer makes no room").isEmpty();
        assertThat(rooms.control().isBanned("ada")).isTrue();
        assertThat(rooms.control().isBanned("bob")).isFalse();
        in(rooms, "yard", at("203.0.113.1"));

        now = now.plusMinutes(1);
        assertThat(rooms.control().isBanned("ada")).isFalse();
        in(rooms, "yard", named("ada", "203.0.113.1"));
    }

    @Test
    void aBanIsLiftedOrReplaced() {
        Rooms rooms = rooms(RoomLimits.NONE);
        rooms.control().ban("ada", Duration.ofDays(Long.MAX_VALUE / 86_400));
        now = now.plusDays(36_499);
        assertThat(rooms.control().isBanned("ada")).isTrue();
        rooms.control().ban("ada", Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(rooms.control().isBanned("ada")).isFalse();
        assertThat(rooms.control().unban("ada")).isFalse();
        rooms.control().ban("ada", Duration.ofSeconds(1));

        assertThat(rooms.control().unban("ada")).isTrue();
        assertThat(rooms.control().unban("ada")).isFalse();
        in(rooms, "yard", named("ada", "203.0.113.1"));
    }

    @Test
    void aPeerThatJoinsWhileBeingBannedIsEnded() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Rooms rooms = rooms(RoomLimits.NONE);
            FakeConnection ada = connect(rooms, "room", named("ada", "203.0.113.1"));
            CyclicBarrier start = new CyclicBarrier(2);
            Thread joining = new Thread(() -> {
                meet(start);
                ada.peer().messages().receive(codec.read(json("{'type':'join'}")));
            });
            joining.start();
            meet(start);
            rooms.control().ban("ada", Duration.ofMinutes(1));
            joining.join();

            assertThat(rooms.names()).isEmpty();
            assertThat(ada.peer().hasEnded()).isTrue();
        }
    }

    private static void meet(CyclicBarrier start) {
        try {
            start.await(30, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new IllegalStateException(late);
        }
    }

    private static PeerIdentity at(String address) {
        return PeerIdentity.of(
                Optional.empty(), new ClientAddress(IpAddress.of(address).orElseThrow(), false));
    }

    private static PeerIdentity named(String name, String address) {
        return PeerIdentity.of(
                Optional.of(name), new ClientAddress(IpAddress.of(address).orElseThrow(), false));
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

    private FakeConnection connect(Rooms rooms, String room, PeerIdentity identity) {
        return new FakeConnection(rooms, codec, room, identity);
    }

    /** Joins a room, and asserts that the join was not refused. */
    private FakeConnection in(Rooms rooms, String room, PeerIdentity identity) {
        FakeConnection connection = connect(rooms, room, identity).joins("{}");
        assertThat(connection.peer().hasEnded()).isFalse();
        connection.skip();
        return connection;
    }
}
