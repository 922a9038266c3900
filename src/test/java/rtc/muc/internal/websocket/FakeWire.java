package rtc.muc.internal.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import rtc.muc.EndReason;

/** A connection that records what is sent. The test determines when its sends complete. */
final class FakeWire implements Connection {

    final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    final List<String> closes = Collections.synchronizedList(new ArrayList<>());
    int pings;
    ByteBuffer lastPing = ByteBuffer.allocate(0);
    final List<ByteBuffer> allPings = Collections.synchronizedList(new ArrayList<>());
    boolean open = true;
    boolean held;
    private final Deque<SendHandler> inFlight = new ArrayDeque<>();
    private final Consumer<SendHandler> completing;

    private FakeWire(Consumer<SendHandler> completing) {
        this.completing = completing;
    }

    /** A wire whose sends complete only when the test calls {@link #completes} or {@link #fails}. */
    static FakeWire byHand() {
        List<FakeWire> self = new ArrayList<>();
        FakeWire wire = new FakeWire(done -> self.get(0).inFlight.add(done));
        self.add(wire);
        return wire;
    }

    /** A wire whose sends are completed by the consumer, possibly on another thread. */
    static FakeWire completing(Consumer<SendHandler> completing) {
        return new FakeWire(completing);
    }

    /** Completes the oldest send in flight, if there is one. */
    boolean completes() {
        SendHandler done = inFlight.poll();
        if (done != null) {
            done.onResult(new SendResult());
        }
        return done != null;
    }

    void fails() {
        inFlight.remove().onResult(new SendResult(new java.io.IOException("broken pipe")));
    }

    @Override
    public void send(String text, SendHandler done) {
        sent.add(text);
        completing.accept(done);
    }

    @Override
    public void ping(ByteBuffer payload) {
        pings++;
        lastPing = payload;
        allPings.add(payload);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public void cut() {
        closes.add("CUT");
    }

    @Override
    public void close(EndReason ending) {
        closes.add(ending.name());
    }
}
