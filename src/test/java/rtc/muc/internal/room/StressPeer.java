package rtc.muc.internal.room;

import static rtc.wire.SingleQuotes.json;

import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client of the stress tests, which sends and records messages as text. Only one thread may send. */
final class StressPeer {

    private final TraceRecorder recorder;
    private final StressOutbox outbox;
    private final Peer peer;
    private final MessageCodec codec;
    private int said;
    private volatile boolean joined;

    StressPeer(TraceRecorder recorder, StressOutbox outbox, Peer peer, MessageCodec codec) {
        this.recorder = recorder;
        this.outbox = outbox;
        this.peer = peer;
        this.codec = codec;
    }

    String id() {
        return peer.id();
    }

    RoomName room() {
        return peer.room();
    }

    void join() {
        joined = true;
        say(json("{'type':'join','status':{'n':%d}}").formatted(said++));
    }

    void status() {
        say(json("{'type':'status','status':{'n':%d}}").formatted(said++));
    }

    void to(String recipient) {
        say(json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(recipient, said++));
    }

    void leave() {
        say(json("{'type':'leave'}"));
    }

    /** Ends the peer from outside. Any thread may call this. */
    void end(EndReason ending) {
        peer.end(ending);
    }

    /** {@return whether it has sent its join} */
    boolean joined() {
        return joined;
    }

    boolean isOver() {
        return outbox.ending() != null;
    }

    /** {@return whether its outbox was full or found its connection gone} */
    boolean failed() {
        return outbox.failed();
    }

    int closes() {
        return outbox.closes();
    }

    /** {@return how many statuses of others were dropped for newer ones} */
    int dropped() {
        return outbox.dropped();
    }

    Trace trace(WireReader reader) {
        outbox.arrive();
        EndReason ending = outbox.ending();
        Trace.End end = ending == null
                ? Trace.End.LIVE
                : ending == EndReason.LEFT && !outbox.failed() ? Trace.End.LEFT : Trace.End.ENDED;
        return recorder.trace(id(), room().value(), "node", end, reader);
    }

    private void say(String text) {
        recorder.sent(text);
        peer.messages().receive(codec.read(text));
    }
}
