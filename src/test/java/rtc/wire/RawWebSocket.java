package rtc.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static rtc.wire.SingleQuotes.json;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A WebSocket client on a bare TCP connection. It sends any bytes, answers nothing by itself (no pong, no close), and
 * reads only on request, so a test can simulate a stalled reader.
 *
 * <p>For one thread at a time. Every call that waits throws a {@link SocketTimeoutException} after ten seconds, and an
 * {@link EOFException} if the connection ends.
 */
public final class RawWebSocket implements Closeable {

    /** The code that {@link #awaitClose()} returns for a connection that ended without a close frame. */
    public static final int NO_CLOSE_FRAME = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern JOINED = Pattern.compile(json("\\{'type':'joined','id':'([^']+)'"));
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private RawWebSocket(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.configureBlocking(false).register(selector, 0);
    }

    static RawWebSocket connect(String host, int port, int receiveBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
            return new RawWebSocket(channel, Selector.open());
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Sends any bytes. */
    public void send(byte[] bytes) throws IOException {
        write(ByteBuffer.wrap(bytes));
    }

    /** Sends an HTTP request, and returns the lines of the answer's head. */
    List<String> exchange(String request) throws IOException {
        write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            if (answer.length() > LONGEST_ANSWER) {
                throw new IOException("the answer's head has no end");
            }
            answer.append((char) (read(1).get() & 0xFF));
        }
        return answer.toString().lines().toList();
    }

    /**
     * Joins the room with an empty status. Other messages are sent by {@link #send(String)}.
     *
     * @return the peer's id
     */
    public String join() throws IOException {
        return join(json("{'type':'join','status':{}}"));
    }

    /** Like {@link #join()}, and asks for {@code resume}. */
    public String joinToResume() throws IOException {
        return join(json("{'type':'join','status':{},'resume':true}"));
    }

    private String join(String message) throws IOException {
        send(message);
        String answer = text();
        Matcher joined = JOINED.matcher(answer);
        if (!joined.lookingAt()) {
            throw new IOException("not joined: " + answer);
        }
        return joined.group(1);
    }

    /** Sends a whole text message in one frame. */
    public void send(String text) throws IOException {
        send(Frame.text(text));
    }

    /** Sends a frame, masked with a random key. */
    public void send(Frame frame) throws IOException {
        write(frame.masked(ThreadLocalRandom.current().nextInt()));
    }

    /** Sends bytes that need not be a frame. */
    public void sendRaw(ByteBuffer bytes) throws IOException {
        write(bytes);
    }

    /** Sends an unmasked frame, which clients must not do. */
    public void sendUnmasked(Frame frame) throws IOException {
        write(frame.unmasked());
    }

    /**
     * Sends a frame with a payload of {@code length} (unsigned) letters, piece by piece, until the frame is complete or
     * the server sends something or cuts the connection.
     */
    public void flood(Frame frame, long length) throws IOException {
        write(frame.maskedHead(length, 0));
        ByteBuffer letters = ByteBuffer.wrap("a".repeat(CHUNK).getBytes(UTF_8));
        try {
            for (long left = length; left != 0 && !readable(Duration.ZERO); left -= letters.limit()) {
                write(letters.clear().limit(Long.compareUnsigned(left, CHUNK) < 0 ? (int) left : CHUNK));
            }
        } catch (EOFException cut) {
            // the server's answer, if any, can still be read
        }
    }

    /** Sends all frames, or stops when the server sends something or cuts the connection. */
    public void flood(Stream<Frame> frames) throws IOException {
        try {
            for (Iterator<Frame> each = frames.iterator(); each.hasNext() && !readable(Duration.ZERO); ) {
                send(each.next());
            }
        } catch (EOFException cut) {
            // the server's answer, if any, can still be read
        }
    }

    /** The next frame of any kind. */
    public Frame read() throws IOException {
        int start = read(1).get();
        int length = read(1).get();
        if (length < 0) {
            throw new IOException("a server must not mask its frames");
        }
        long bytes =
                switch (length) {
                    case 126 -> read(2).getShort() & 0xFFFF;
                    case 127 -> read(8).getLong();
                    default -> length;
                };
        return new Frame(
                start < 0,
                (start >> 4) & 7,
                start & 15,
                read(Math.toIntExact(bytes)).array());
    }

    /**
     * The next text message, joined from its fragments; pings and pongs are skipped.
     *
     * @throws IOException if anything else arrives
     */
    public String text() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int expected = Frame.TEXT;
        while (true) {
            Frame frame = read();
            if (frame.opcode() == expected) {
                payload.writeBytes(frame.payload());
                expected = Frame.CONTINUATION;
                if (frame.last()) {
                    return payload.toString(UTF_8);
                }
            } else if (frame.opcode() == Frame.CLOSE) {
                throw new EOFException("closed with " + frame.closeCode());
            } else if (frame.opcode() != Frame.PING && frame.opcode() != Frame.PONG) {
                throw new IOException("not text: " + frame);
            }
        }
    }

    /**
     * Skips everything up to the close frame or the end of the connection; returns the close code, or
     * {@link #NO_CLOSE_FRAME}.
     */
    public int awaitClose() throws IOException {
        try {
            while (true) {
                Frame frame = read();
                if (frame.opcode() == Frame.CLOSE) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException cut) {
            return NO_CLOSE_FRAME;
        }
    }

    /**
     * Sends a frame after each pause, without reading, until the server's side of the connection is gone and answers
     * with a reset.
     *
     * @return whether the server's side was gone within {@code patience}
     */
    public boolean awaitReset(Duration patience, Duration pause) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        key.interestOps(0);
        try {
            while (System.nanoTime() < deadline) {
                selector.select(pause.toMillis());
                send(Frame.of(Frame.PONG));
            }
            return false;
        } catch (EOFException gone) {
            return true;
        }
    }

    /** Whether there are bytes to read, or the connection has ended, within {@code patience}. */
    public boolean readable(Duration patience) throws IOException {
        return ready(SelectionKey.OP_READ, patience.toNanos());
    }

    /** Resets the connection, like a crash. */
    public void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    /** Closes the connection without a close frame: the server sees a FIN. */
    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }

    /**
     * Returns the connection's channel, in non-blocking mode and between two frames; this object is unusable
     * afterwards.
     */
    public SocketChannel detach() throws IOException {
        selector.close();
        return channel;
    }

    private void write(ByteBuffer bytes) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bytes.hasRemaining()) {
            if (transfer(() -> channel.write(bytes)) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bytes.hasRemaining()) {
            if (transfer(() -> channel.read(bytes)) == 0) {
                await(SelectionKey.OP_READ, deadline);
            }
        }
        return bytes.flip();
    }

    private static int transfer(Transfer transfer) throws EOFException {
        try {
            int count = transfer.run();
            if (count >= 0) {
                return count;
            }
            throw new EOFException("the server closed the connection");
        } catch (EOFException end) {
            throw end;
        } catch (IOException cut) {
            throw (EOFException) new EOFException("the connection was cut").initCause(cut);
        }
    }

    private void await(int operation, long deadline) throws IOException {
        if (!ready(operation, deadline - System.nanoTime())) {
            throw new SocketTimeoutException("nothing for " + PATIENCE.toSeconds() + " s");
        }
    }

    private boolean ready(int operation, long nanos) throws IOException {
        key.interestOps(operation);
        selector.selectedKeys().clear();
        long millis = Duration.ofNanos(nanos).toMillis();
        return (millis > 0 ? selector.select(millis) : selector.selectNow()) > 0;
    }

    private interface Transfer {
        int run() throws IOException;
    }
}
