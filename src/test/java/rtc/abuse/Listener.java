package rtc.abuse;

import static rtc.wire.SingleQuotes.json;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * A well-behaved peer with its own thread: it reads everything, answers pings and stores the newest status of each
 * peer.
 */
final class Listener implements Closeable {

    private static final Pattern STATUS =
            Pattern.compile(json("\\{'type':'peer_(?:status|joined)','peer':'([^']+)','status':\\{'n':(\\d+).*"));

    private final RawWebSocket socket;
    private final String id;
    private final Map<String, Integer> newest = new ConcurrentHashMap<>();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile int ending;
    private volatile boolean closed;

    private Listener(RawWebSocket socket, String id) {
        this.socket = socket;
        this.id = id;
    }

    /** Joins a room and starts to read. */
    static Listener in(URI base, String room) throws IOException {
        RawWebSocket socket = Handshake.with(base, "/muc/" + room).open();
        Listener listener = new Listener(socket, socket.join());
        Thread thread = new Thread(listener::listen, "listener");
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    String id() {
        return id;
    }

    /** {@return the number in the newest status of a peer; null if there was none} */
    @Nullable
    Integer newest(String peer) {
        return newest.get(peer);
    }

    int messages() {
        return messages.get();
    }

    /** {@return the close code; 0 while the connection is open} */
    int ending() {
        return ending;
    }

    private void listen() {
        try {
            while (ending == 0 && !closed) {
                try {
                    take(socket.read());
                } catch (SocketTimeoutException nothingCame) {
                    // goes on
                }
            }
        } catch (IOException cut) {
            ending = closed ? 0 : RawWebSocket.NO_CLOSE_FRAME;
        }
    }

    private void take(Frame frame) throws IOException {
        if (frame.opcode() == Frame.PING) {
            socket.send(Frame.of(Frame.PONG, frame.payload()));
        } else if (frame.opcode() == Frame.CLOSE) {
            ending = frame.closeCode();
        } else {
            messages.incrementAndGet();
            Matcher status = STATUS.matcher(frame.text());
            if (status.matches()) {
                newest.put(status.group(1), Integer.valueOf(status.group(2)));
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        socket.close();
    }
}
