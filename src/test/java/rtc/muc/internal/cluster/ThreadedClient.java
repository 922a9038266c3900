package rtc.muc.internal.cluster;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.Peer;
import rtc.trace.Received;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client that reads at once. One thread speaks. */
final class ThreadedClient implements Outbox {

    private final MessageCodec codec;
    private final WireReader reader;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final ThreadedNode node;
    private final Peer peer;
    private final TraceRecorder recorder = new TraceRecorder();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();
    private int said;

    ThreadedClient(ThreadedNode node, MessageCodec codec, WireReader reader, RoomName room) {
        this.codec = codec;
        this.reader = reader;
        this.node = node;
        this.peer = node.rooms().attach(room, this);
    }

    String id() {
        return peer.id();
    }

    void join() {
        say("{\"type\":\"join\",\"status\":{\"n\":%d}}".formatted(said++));
    }

    void status() {
        say("{\"type\":\"status\",\"status\":{\"n\":%d}}".formatted(said++));
    }

    /** Sends an event to one of those that it knows. */
    void toAnyone(SplittableRandom random) {
        List<String> all = List.copyOf(known);
        if (!all.isEmpty()) {
            to(all.get(random.nextInt(all.size())));
        }
    }

    private void to(String recipient) {
        say("{\"type\":\"to\",\"peer\":\"%s\",\"event\":\"e\",\"data\":%d}".formatted(recipient, said++));
    }

    void leave() {
        say("{\"type\":\"leave\"}");
    }

    Trace trace() {
        Trace.End end = ending.get() == null ? Trace.End.LIVE : Trace.End.LEFT;
        return recorder.trace(id(), peer.room().value(), node.address(), end, reader);
    }

    @Override
    public boolean add(String text) {
        if (ending.get() == null) {
            recorder.received(text);
            note(reader.received(text));
        }
        return true;
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        add(codec.write(joined));
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void close(EndReason why) {
        ending.compareAndSet(null, why);
    }

    private void note(Received message) {
        if (message instanceof Received.Joined joined) {
            known.addAll(joined.peers().keySet());
        } else if (message instanceof Received.PeerJoined came) {
            known.add(came.peer());
        } else if (message instanceof Received.PeerLeft gone) {
            known.remove(gone.peer());
        }
    }

    private void say(String text) {
        recorder.sent(text);
        peer.messages().receive(codec.read(text));
    }
}
