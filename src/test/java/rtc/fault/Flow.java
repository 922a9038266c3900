package rtc.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/** One direction of a connection: forwards its bytes in order, each when it is due. Used by the proxy's thread only. */
final class Flow {

    /** The flow reads no more from the sender while this many bytes are on the way. */
    private static final int CAPACITY = 256 * 1024;

    /** A flow whose rate is limited moves this many pieces per second. */
    private static final int PIECES_PER_SECOND = 50;

    private record Piece(ByteBuffer bytes, long due) {}

    private final SocketChannel from;
    private final SocketChannel to;
    private final LineFaults faults;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private final Queue<Piece> pieces = new ArrayDeque<>();

    private long onTheWay;
    private long lastDue;
    private boolean ended;
    private boolean done;

    Flow(SocketChannel from, SocketChannel to, LineFaults faults) {
        this.from = from;
        this.to = to;
        this.faults = faults;
        this.lastDue = System.nanoTime();
    }

    /** Whether the end of the stream has been passed on. */
    boolean done() {
        return done;
    }

    boolean wantsToRead() {
        return !ended && !faults.stalled() && onTheWay < CAPACITY;
    }

    boolean wantsToWrite(long now) {
        var next = pieces.peek();
        return !faults.stalled() && next != null && next.due - now <= 0;
    }

    /** The nanoseconds until the next piece becomes due, at most {@code limit}; {@code limit} if it is already due. */
    long pause(long now, long limit) {
        var next = pieces.peek();
        return next == null || faults.stalled() || next.due - now <= 0 ? limit : Math.min(limit, next.due - now);
    }

    void read(long now) throws IOException {
        int piece = faults.bytesPerSecond() == 0
                ? buffer.capacity()
                : Math.min(buffer.capacity(), Math.max(1, faults.bytesPerSecond() / PIECES_PER_SECOND));
        int length = from.read(buffer.clear().limit(piece));
        if (length < 0) {
            ended = true;
        } else if (length > 0) {
            lastDue = Math.max(now + faults.delay().toNanos(), lastDue + faults.duration(length));
            pieces.add(new Piece(ByteBuffer.allocate(length).put(buffer.flip()).flip(), lastDue));
            onTheWay += length;
        }
    }

    void write(long now) throws IOException {
        while (wantsToWrite(now)) {
            var next = pieces.element().bytes;
            onTheWay -= to.write(next);
            if (next.hasRemaining()) {
                return;
            }
            pieces.remove();
        }
        if (ended && !done && pieces.isEmpty() && !faults.stalled()) {
            done = true;
            to.shutdownOutput();
        }
    }
}
