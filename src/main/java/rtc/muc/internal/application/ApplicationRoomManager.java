package rtc.muc.internal.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtc.muc.PeerSnapshot;
import rtc.muc.RoomManager;
import rtc.muc.RoomName;
import rtc.muc.RoomSnapshot;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;
import rtc.muc.internal.room.Rooms;

/** Implements the API for rooms on top of the rooms of all nodes. */
@ApplicationScoped
public class ApplicationRoomManager implements RoomManager {

    private static final int LONGEST_IDENTITY = 64 << 10;

    private final Rooms rooms;
    private final MessageCodec codec;

    /** For the container, which needs this constructor to create a proxy. */
    @SuppressWarnings("NullAway")
    protected ApplicationRoomManager() {
        this(null, null);
    }

    /** Made by the container. */
    @Inject
    public ApplicationRoomManager(Rooms rooms, MessageCodec codec) {
        this.rooms = rooms;
        this.codec = codec;
    }

    @Override
    public List<RoomSnapshot> rooms() {
        return rooms.names().stream()
                .map(this::snapshot)
                .filter(room -> !room.peers().isEmpty())
                .toList();
    }

    @Override
    public Optional<RoomSnapshot> room(String name) {
        return Optional.of(snapshot(new RoomName(name)))
                .filter(room -> !room.peers().isEmpty());
    }

    @Override
    public boolean send(String room, String peer, String event, @Nullable Object data) {
        return rooms.control().send(new RoomName(room), peer, event(event, data));
    }

    @Override
    public int sendToAll(String room, String event, @Nullable Object data) {
        return rooms.control().sendToAll(new RoomName(room), event(event, data));
    }

    @Override
    public boolean end(String room, String peer) {
        return rooms.control().end(new RoomName(room), peer);
    }

    @Override
    public int end(String identity) {
        return rooms.control().end(checked(identity));
    }

    @Override
    public int ban(String identity, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("The duration of a ban must be positive, not " + duration);
        }
        return rooms.control().ban(checked(identity), duration);
    }

    @Override
    public boolean unban(String identity) {
        return rooms.control().unban(identity);
    }

    private static String checked(String identity) {
        if (identity.isEmpty()) {
            throw new IllegalArgumentException("The identity is empty");
        } else if (identity.length() > LONGEST_IDENTITY) {
            throw new IllegalArgumentException("The identity is longer than " + LONGEST_IDENTITY + " characters");
        }
        return identity;
    }

    private RoomSnapshot snapshot(RoomName name) {
        List<PeerSnapshot> peers = rooms.peers(name).stream()
                .map(peer -> Snapshots.of(peer, codec))
                .toList();
        return new RoomSnapshot(name.value(), peers);
    }

    private ServerEvent event(String name, @Nullable Object data) {
        String problem = name.isEmpty() ? "Event name is empty" : codec.problemOfEvent(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem + ": " + name);
        }
        return new ServerEvent(name, codec.json(data));
    }
}
