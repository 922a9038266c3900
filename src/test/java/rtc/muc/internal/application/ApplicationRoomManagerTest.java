package rtc.muc.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static rtc.wire.SingleQuotes.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.PeerSnapshot;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.RoomSnapshot;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.PromptOutbox;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

final class ApplicationRoomManagerTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final Rooms rooms = new Rooms(
            codec::write,
            () -> "p" + ids.incrementAndGet(),
            InstantSource.fixed(NOON),
            () -> 0,
            RoomLimits.NONE,
            RoomListener.NONE);
    private final ApplicationRoomManager manager = new ApplicationRoomManager(rooms, codec);

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void showsRoomsAndTheirPeers() {
        assertThat(manager.rooms()).isEmpty();
        assertThat(manager.room("desk")).isEmpty();
        join("desk", json("{'name':'Ada'}"));
        join("desk", "{}");
        join("yard", "{}");

        assertThat(manager.rooms()).extracting(RoomSnapshot::name).containsExactlyInAnyOrder("desk", "yard");
        List<PeerSnapshot> desk = manager.room("desk").orElseThrow().peers();
        assertThat(desk).extracting(PeerSnapshot::id).containsExactly("p1", "p2");
        assertThat(desk.get(0).status().getString("name")).isEqualTo("Ada");
        assertThat(desk.get(0).joinedAt()).isEqualTo(NOON);
    }

    @Test
    void showsEveryPeerDespiteUnrepresentableNumbers() {
        join("desk", json("{'n':1e9999}"));
        join("desk", json("{'name':'Bob'}"));

        assertThat(manager.rooms().get(0).peers())
                .extracting(peer -> peer.status().toString())
                .containsExactly(json("{'n':1E+9999}"), json("{'name':'Bob'}"));
    }

    @Test
    void jsonShowsNeitherPrincipalNorAddressNorNode() {
        join("desk", json("{'name':'Ada'}"));

        assertThat(codec.json(manager.rooms().get(0).peers().get(0)).text())
                .isEqualTo(json("{'id':'p1','joinedAt':'2026-01-01T12:00:00Z','status':{'name':'Ada'}}"));
    }

    @Test
    void showsThePrincipalRegardlessOfTheStatus() {
        Lines lines = lines();
        PeerIdentity ada = PeerIdentity.of(
                Optional.of("ada"),
                new ClientAddress(IpAddress.of("203.0.113.7").orElseThrow(), false));
        rooms.attach(new RoomName("desk"), ada, Set.of(Permission.values()), lines.outbox())
                .messages()
                .receive(codec.read(json("{'type':'join','status':{'name':'Grace'}}")));
        join("desk", "{}");

        List<PeerSnapshot> peers = manager.room("desk").orElseThrow().peers();
        assertThat(peers).extracting(PeerSnapshot::principal).containsExactly(Optional.of("ada"), Optional.empty());
        assertThat(peers).extracting(PeerSnapshot::address).containsExactly("203.0.113.7", "");
        assertThat(codec.json(manager.rooms()).text())
                .contains("\"status\":{\"name\":\"Grace\"}")
                .doesNotContain("ada", "203.0.113.7");
    }

    @Test
    void endsAndBansAnIdentity() {
        PeerIdentity ada = new PeerIdentity(Optional.of("ada"), "", Optional.empty());
        List<Lines> connections = List.of(lines(), lines(), lines());
        connections.forEach(lines -> rooms.attach(new RoomName("desk"), ada, Set.of(), lines.outbox())
                .messages()
                .receive(codec.read(json("{'type':'join'}"))));
        connections.get(0).texts().clear();

        assertThat(manager.end("ada")).isEqualTo(3);
        assertThat(connections).extracting(lines -> lines.outbox().ending()).containsOnly(EndReason.REMOVED);
        assertThat(manager.ban("ada", Duration.ofHours(1))).isZero();
        Lines late = lines();
        rooms.attach(new RoomName("desk"), ada, Set.of(), late.outbox())
                .messages()
                .receive(codec.read(json("{'type':'join'}")));
        assertThat(late.outbox().ending()).isEqualTo(EndReason.REMOVED);
        assertThat(late.texts()).containsExactly(json("{'type':'error','msg':'Unable to join','code':'forbidden'}"));
        assertThat(manager.unban("ada")).isTrue();
        assertThat(manager.unban("ada")).isFalse();
    }

    @Test
    void refusesInvalidBans() {
        assertThatIllegalArgumentException().isThrownBy(() -> manager.end(""));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.ban("", Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.ban("ada", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.ban("ada", Duration.ofSeconds(-1)));
    }

    @Test
    void findsARoomByAnySpellingOfItsName() {
        join("Ku\u0308che", "{}");

        assertThat(manager.room("K\u00FCche")).map(RoomSnapshot::name).contains("K\u00FCche");
        assertThat(manager.room("Ku\u0308che")).isPresent();
        assertThat(manager.send("Ku\u0308che", "p1", "bell", null)).isTrue();
        assertThat(manager.sendToAll("K\u00FCche", "bell", null)).isEqualTo(1);
        assertThat(manager.end("Ku\u0308che", "p1")).isTrue();
    }

    @Test
    void sendsEventsToOnePeerOrToAll() {
        Lines ada = join("desk", "{}");
        Lines bob = join("desk", "{}");
        ada.texts().clear();
        bob.texts().clear();

        assertThat(manager.send("desk", "p1", "notice", Map.of("text", "soon"))).isTrue();
        assertThat(manager.send("desk", "p9", "notice", null)).isFalse();
        assertThat(manager.send("yard", "p1", "notice", null)).isFalse();
        assertThat(manager.sendToAll("desk", "bell", null)).isEqualTo(2);
        assertThat(ada.texts())
                .containsExactly(
                        json("{'type':'event','event':'notice','data':{'text':'soon'}}"),
                        json("{'type':'event','event':'bell','data':null}"));
        assertThat(bob.texts()).containsExactly(json("{'type':'event','event':'bell','data':null}"));
    }

    @Test
    void endsAPeer() {
        Lines ada = join("desk", "{}");
        Lines bob = join("desk", "{}");
        bob.texts().clear();

        assertThat(manager.end("desk", "p1")).isTrue();
        assertThat(manager.end("desk", "p1")).isFalse();
        assertThat(ada.outbox().ending()).isEqualTo(EndReason.REMOVED);
        assertThat(bob.texts()).containsExactly(json("{'type':'peer_left','peer':'p1'}"));
    }

    @Test
    void refusesInvalidNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> manager.room(""));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.room("a\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.send("desk", "p1", "", null));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.sendToAll("desk", "left", null));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.sendToAll("desk", "e".repeat(65), null));
    }

    private Lines join(String room, String status) {
        Lines lines = lines();
        Peer peer = rooms.attach(new RoomName(room), lines.outbox());
        peer.messages().receive(codec.read(json("{'type':'join','events':true,'status':" + status + "}")));
        return lines;
    }

    /** A peer's outbox, and the texts that were sent to it. */
    private record Lines(List<String> texts, PromptOutbox outbox) {}

    private Lines lines() {
        List<String> texts = new ArrayList<>();
        return new Lines(texts, new PromptOutbox(codec::write, texts::add));
    }
}
