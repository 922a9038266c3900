package rtc.muc.internal.cluster.jgroups;

import static rtc.wire.SingleQuotes.json;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PromptOutbox;
import rtc.muc.internal.room.Rooms;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client of a node that records what it sends and receives. */
final class TracedClient {

    private final MessageCodec codec;
    private final String node;
    private final Peer peer;
    private final TraceRecorder recorder = new TraceRecorder();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final PromptOutbox outbox;

    TracedClient(Rooms rooms, String node, MessageCodec codec, String room) {
        this.codec = codec;
        this.node = node;
        this.outbox = new PromptOutbox(codec::write, this::hear);
        this.peer = rooms.attach(new RoomName(room), outbox);
    }

    String id() {
        return peer.id();
    }

    String room() {
        return peer.room().value();
    }

    void join() {
        say(json("{'type':'join','status':{'n':0}}"));
    }

    void joinForEvents() {
        say(json("{'type':'join','events':true}"));
    }

    /** {@return why the client was ended, null if it was not} */
    @Nullable
    EndReason ending() {
        return outbox.ending();
    }

    void status(int number) {
        say(json("{'type':'status','status':{'n':%d}}").formatted(number));
    }

    void to(TracedClient recipient, int number) {
        say(json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(recipient.id(), number));
    }

    void leave() {
        say(json("{'type':'leave'}"));
    }

    /** {@return the messages that the client has received} */
    List<String> heard() {
        return heard;
    }

    /** {@return whether the client has received a message of this type that contains this part} */
    boolean heard(String type, String part) {
        return heard.stream().anyMatch(text -> text.startsWith(json("{'type':'" + type + "'")) && text.contains(part));
    }

    Trace trace(WireReader reader) {
        Trace.End end = ending() == null ? Trace.End.LIVE : Trace.End.LEFT;
        return recorder.trace(id(), peer.room().value(), node, end, reader);
    }

    private void hear(String text) {
        recorder.received(text);
        heard.add(text);
    }

    private void say(String text) {
        recorder.sent(text);
        peer.messages().receive(codec.read(text));
    }
}
