package rtc.muc.internal.cluster.jgroups;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.Rooms;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client of a node that notes what it says and hears. */
final class TracedClient implements Outbox {

    private final MessageCodec codec;
    private final String node;
    private final Peer peer;
    private final TraceRecorder recorder = new TraceRecorder();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable EndReason> ending = new AtomicReference<>();

    TracedClient(Rooms rooms, String node, MessageCodec codec, String room) {
        this.codec = codec;
        this.node = node;
        this.peer = rooms.attach(new RoomName(room), this);
    }

    String id() {
        return peer.id();
    }

    String room() {
        return peer.room().value();
    }

    void join() {
        say("{\"type\":\"join\",\"status\":{\"n\":0}}");
    }

    void joinForEvents() {
        say("{\"type\":\"join\",\"events\":true}");
    }

    /** {@return why it was ended, null if it was not} */
    @Nullable
    EndReason ending() {
        return ending.get();
    }

    void status(int number) {
        say("{\"type\":\"status\",\"status\":{\"n\":%d}}".formatted(number));
    }

    void to(TracedClient recipient, int number) {
        say("{\"type\":\"to\",\"peer\":\"%s\",\"event\":\"e\",\"data\":%d}".formatted(recipient.id(), number));
    }

    void leave() {
        say("{\"type\":\"leave\"}");
    }

    /** {@return what it has heard} */
    List<String> heard() {
        return heard;
    }

    /** {@return whether it has heard a message of that type that has this in it} */
    boolean heard(String type, String part) {
        return heard.stream().anyMatch(text -> text.startsWith("{\"type\":\"" + type + "\"") && text.contains(part));
    }

    Trace trace(WireReader reader) {
        Trace.End end = ending.get() == null ? Trace.End.LIVE : Trace.End.LEFT;
        return recorder.trace(id(), peer.room().value(), node, end, reader);
    }

    @Override
    public boolean add(String text) {
        if (ending.get() == null) {
            recorder.received(text);
            heard.add(text);
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

    private void say(String text) {
        recorder.sent(text);
        peer.messages().receive(codec.read(text));
    }
}
