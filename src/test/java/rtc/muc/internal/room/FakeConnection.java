package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * A client on a connection in memory, which records what the client receives, and can be slow or broken. Several threads
 * may add and flush messages; all other methods are for one thread at a time.
 */
final class FakeConnection implements Outbox {

    private final MessageCodec codec;
    private final Peer peer;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Deque<String> arrived = new ConcurrentLinkedDeque<>();
    private int room = Integer.MAX_VALUE;
    private boolean gone;
    private String awaited = "";
    private Runnable reaction = () -> {};
    private @Nullable EndReason ending;

    FakeConnection(Rooms rooms, MessageCodec codec, String roomName) {
        this.codec = codec;
        this.peer = rooms.attach(new RoomName(roomName), this);
    }

    /** A connection of a peer with only these permissions. */
    FakeConnection(Rooms rooms, MessageCodec codec, String roomName, Set<Permission> permissions) {
        this.codec = codec;
        this.peer = rooms.attach(new RoomName(roomName), permissions, this);
    }

    /** A connection of a client with this identity. */
    FakeConnection(Rooms rooms, MessageCodec codec, String roomName, PeerIdentity identity) {
        this.codec = codec;
        this.peer = rooms.attach(new RoomName(roomName), identity, Set.of(Permission.values()), this);
    }

    /** The client sends a message. */
    FakeConnection says(String text) {
        peer.messages().receive(codec.read(text));
        return this;
    }

    FakeConnection joins(String status) {
        return says(json("{'type':'join','status':" + status + "}"));
    }

    /** From now on, no message is sent, and only this many may wait. */
    void stopsReading(int capacity) {
        room = capacity;
    }

    /** From now on, every attempt to send finds that the connection is broken. */
    void breaks() {
        gone = true;
    }

    /** Runs an action once, as soon as a message of this type has arrived. */
    void onceGot(String type, Runnable action) {
        awaited = json("{'type':'" + type + "'");
        reaction = action;
    }

    Peer peer() {
        return peer;
    }

    String id() {
        return peer.id();
    }

    /** Asserts what the client received next. */
    FakeConnection got(String... texts) {
        for (String text : texts) {
            assertThat(arrived.poll()).isEqualTo(text);
        }
        return this;
    }

    /** {@return what the client received so far, which is removed} */
    List<String> takeAll() {
        List<String> all = List.copyOf(arrived);
        arrived.clear();
        return all;
    }

    /** Discards what the client received so far. */
    void skip() {
        arrived.clear();
    }

    /** Asserts that the client received nothing more and is still connected. */
    void gotNothingElse() {
        assertThat(arrived).isEmpty();
        assertThat(ending).isNull();
    }

    /** Asserts that the client received nothing more and that its connection was closed for this reason. */
    void ended(EndReason why) {
        assertThat(arrived).isEmpty();
        assertThat(ending).isEqualTo(why);
    }

    @Override
    public synchronized boolean add(String text) {
        if (waiting.size() >= room) {
            return false;
        }
        waiting.add(text);
        return true;
    }

    @Override
    public synchronized void add(ServerMessage.Joined joined) {
        waiting.add(codec.write(joined));
    }

    @Override
    public boolean flush() {
        if (room == Integer.MAX_VALUE && !gone && ending == null) {
            deliver();
            react();
        }
        return !gone;
    }

    private synchronized void deliver() {
        arrived.addAll(waiting);
        waiting.clear();
    }

    private void react() {
        if (arrived.stream().anyMatch(text -> text.startsWith(awaited))) {
            Runnable action = reaction;
            reaction = () -> {};
            action.run();
        }
    }

    @Override
    public void close(EndReason why) {
        if (ending == null) {
            if (why.delivers()) {
                flush();
            }
            ending = why;
        }
    }
}
