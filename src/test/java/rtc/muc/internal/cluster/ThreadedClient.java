package rtc.muc.internal.cluster;

import static rtc.wire.SingleQuotes.json;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PromptOutbox;
import rtc.trace.Received;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client that reads messages at once. Only one thread sends. */
final class ThreadedClient {

    private final MessageCodec codec;
    private final WireReader reader;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final ThreadedNode node;
    private final Peer peer;
    private final TraceRecorder recorder = new TraceRecorder();
    private final PromptOutbox outbox;
    private int said;

    ThreadedClient(ThreadedNode node, MessageCodec codec, WireReader reader, RoomName room) {
        this.codec = codec;
        this.reader = reader;
        this.node = node;
        this.outbox = new PromptOutbox(codec::write, this::hear);
        this.peer = node.rooms().attach(room, outbox);
    }

    String id() {
        return peer.id();
    }

    void join() {
        say(json("{'type':'join','status':{'n':%d}}").formatted(said++));
    }

    void status() {
        say(json("{'type':'status','status':{'n':%d}}").formatted(said++));
    }

    /** Sends an event to one of the peers that the client knows. */
    void toAnyone(SplittableRandom random) {
        List<String> all = List.copyOf(known);
        if (!all.isEmpty()) {
            to(all.get(random.nextInt(all.size())));
        }
    }

    private void to(String recipient) {
        say(json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(recipient, said++));
    }

    void leave() {
        say(json("{'type':'leave'}"));
    }

    Trace trace() {
        Trace.End end = outbox.ending() == null ? Trace.End.LIVE : Trace.End.LEFT;
        return recorder.trace(id(), peer.room().value(), node.address(), end, reader);
    }

    private void hear(String text) {
        recorder.received(text);
        note(reader.received(text));
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
