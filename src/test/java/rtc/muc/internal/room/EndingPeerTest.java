package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** A peer that has ended while the others are not yet notified. */
final class EndingPeerTest {

    private static final RoomName ROOM = new RoomName("room");
    private static final ClientMessage JOIN = new ClientMessage.Join(JsonText.EMPTY_OBJECT, false);

    private final AtomicInteger ids = new AtomicInteger();
    private final List<Runnable> meanwhile = new ArrayList<>();
    private final Rooms rooms = new Rooms(
            this::encode,
            () -> "p" + ids.getAndIncrement(),
            InstantSource.fixed(Instant.EPOCH),
            () -> 0,
            RoomLimits.NONE,
            RoomListener.NONE);
    private final List<String> watcher = new ArrayList<>();

    private PromptOutbox outbox(List<String> texts) {
        return new PromptOutbox(this::encode, texts::add);
    }

    private String encode(ServerMessage message) {
        if (message instanceof ServerMessage.PeerLeft) {
            meanwhile.forEach(Runnable::run);
        }
        return message.getClass().getSimpleName();
    }

    @Test
    void messagesOfAnEndingPeerAreNotDelivered() {
        Peer watching = rooms.attach(ROOM, outbox(watcher));
        Peer ending = rooms.attach(ROOM, outbox(new ArrayList<>()));
        watching.messages().receive(JOIN);
        ending.messages().receive(JOIN);
        meanwhile.add(() -> ending.messages().receive(new ClientMessage.Status(JsonText.EMPTY_OBJECT)));
        meanwhile.add(() -> ending.messages().receive(new ClientMessage.To(watching.id(), "event", null)));

        ending.end(EndReason.REMOVED);

        assertThat(watcher).containsExactly("Joined", "PeerJoined", "PeerLeft");
    }
}
