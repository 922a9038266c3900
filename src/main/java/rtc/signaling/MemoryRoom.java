package rtc.signaling;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A room within this process, so that tests of a program need neither a server nor a network:
 *
 * <pre>{@code
 * var room = new MemoryRoom();
 * var ada = new MucSignaling(room.channel());
 * var bob = new MucSignaling(room.channel());
 * }</pre>
 *
 * <p>It answers {@code join}, {@code status}, {@code to}, {@code ping} and {@code leave} as a server does, and all
 * peers receive the messages in the same order. It has none of a server's limits.
 */
public final class MemoryRoom {

    private static final JsonProvider JSON = JsonProvider.provider();

    private record Member(MemoryChannel channel, JsonValue status) {}

    private final Executor threads;
    private final MessageReader reader = new MessageReader(failure -> {});
    private final AtomicInteger ids = new AtomicInteger();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** Creates a room that uses the threads that all connections of the process share. */
    public MemoryRoom() {
        this(Threads.COMPLETIONS);
    }

    /**
     * Creates a room.
     *
     * @param threads the executor of the room's {@linkplain MemoryChannel#MemoryChannel(Executor) channels}
     */
    public MemoryRoom(Executor threads) {
        this.threads = threads;
    }

    /**
     * Creates a channel to this room, for one peer.
     *
     * @return a channel that is not connected yet
     */
    public Channel channel() {
        var client = new MemoryChannel(threads);
        var server = client.other();
        var id = "peer-" + ids.incrementAndGet();
        server.onMessage(text -> receive(id, server, text));
        server.onClosed(ending -> leave(id));
        var unused = server.connect();
        return client;
    }

    private void receive(String id, MemoryChannel channel, String text) {
        JsonObject message;
        try {
            message = reader.read(text);
        } catch (SignalingException e) {
            channel.send(error(SignalingException.BAD_MESSAGE));
            return;
        }
        switch (Messages.type(message)) {
            case "join" -> join(id, channel, Messages.status(message.get("status")));
            case "status" -> status(id, channel, Messages.status(message.get("status")));
            case "to" -> to(id, channel, message);
            case "ping" -> channel.send(text("pong", JsonValue.EMPTY_JSON_OBJECT));
            case "leave" -> {
                leave(id);
                channel.close();
            }
            default -> channel.send(error("unknown_type"));
        }
    }

    private void join(String id, MemoryChannel channel, JsonObject status) {
        synchronized (lock) {
            if (members.containsKey(id)) {
                channel.send(error("already_joined"));
                return;
            }
            var others = JSON.createObjectBuilder();
            members.forEach((other, member) -> others.add(other, member.status));
            channel.send(text(
                    "joined",
                    JSON.createObjectBuilder()
                            .add("id", id)
                            .add("peers", others)
                            .build()));
            broadcast(text("peer_joined", about(id, status)));
            members.put(id, new Member(channel, status));
        }
    }

    private void status(String id, MemoryChannel channel, JsonObject status) {
        synchronized (lock) {
            if (members.computeIfPresent(id, (same, member) -> new Member(channel, status)) == null) {
                channel.send(error("not_joined"));
                return;
            }
            members.forEach((other, member) -> {
                if (!other.equals(id)) {
                    member.channel.send(text("peer_status", about(id, status)));
                }
            });
        }
    }

    private void to(String id, MemoryChannel channel, JsonObject message) {
        synchronized (lock) {
            @Nullable
            Member recipient = message.get("peer") instanceof JsonString peer ? members.get(peer.getString()) : null;
            if (recipient == null || !members.containsKey(id)) {
                channel.send(error(members.containsKey(id) ? "unknown_peer" : "not_joined"));
                return;
            }
            var from = JSON.createObjectBuilder().add("peer", id).add("event", Messages.event(message));
            if (message.containsKey("data")) {
                from.add("data", message.get("data"));
            }
            recipient.channel.send(text("from", from.build()));
        }
    }

    private void leave(String id) {
        synchronized (lock) {
            if (members.remove(id) != null) {
                broadcast(text(
                        "peer_left", JSON.createObjectBuilder().add("peer", id).build()));
            }
        }
    }

    @GuardedBy("lock")
    private void broadcast(String text) {
        members.values().forEach(member -> member.channel.send(text));
    }

    private static JsonObject about(String id, JsonObject status) {
        return JSON.createObjectBuilder().add("peer", id).add("status", status).build();
    }

    private static String error(String code) {
        return text(
                "error",
                JSON.createObjectBuilder().add("msg", code).add("code", code).build());
    }

    private static String text(String type, JsonObject members) {
        var message = JSON.createObjectBuilder().add("type", type);
        members.forEach(message::add);
        return message.build().toString();
    }
}
