package rtc.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static rtc.wire.SingleQuotes.json;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * One peer of a load: joins a room and then sends one message over and over, with the time of sending as its last
 * field. It uses little CPU time, because it shares the machine with the server that it measures: it creates no objects
 * per message, and its masking key is 0, which a server treats like any other key. For one thread.
 */
final class LoadPeer implements AutoCloseable {

    /** The placeholder for the time of sending in a message, followed by {@link #TAIL} and nothing else. */
    static final String STAMP = "0000000000000000";

    static final String TAIL = "\"}}";

    private static final int BUFFER = 256 * 1024;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] RELAYED = json("{'type':'from'").getBytes(US_ASCII);
    private static final byte[] BROADCAST = json("{'type':'peer_status'").getBytes(US_ASCII);
    private static final byte[] COME_AND_GONE = json("{'type':'peer_").getBytes(US_ASCII);
    private static final byte[] SECOND_JOINED = json("{'type':'joined'").getBytes(US_ASCII);

    private final String id;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final byte[] in = new byte[BUFFER];
    private final ByteBuffer inbound = ByteBuffer.wrap(in);
    private final ByteBuffer outbound = ByteBuffer.allocate(BUFFER);
    private byte[] message = {};

    private LoadPeer(String id, SocketChannel channel, Selector selector) throws IOException {
        this.id = id;
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Joins a room, and registers the connection with {@code selector} for reading.
     *
     * @param resuming whether to ask for {@code resume}
     */
    static LoadPeer join(URI base, String room, boolean resuming, Selector selector) throws IOException {
        RawWebSocket socket = Handshake.with(base, "/muc/" + room).open();
        String id = resuming ? socket.joinToResume() : socket.join();
        return new LoadPeer(id, socket.detach(), selector);
    }

    String id() {
        return id;
    }

    /** Sets the message to {@code text}, which must end with {@link #STAMP} and {@link #TAIL}. */
    void says(String text) {
        message = Frame.text(text).masked(0).array();
    }

    /** Adds the message, stamped with the time, to the bytes to be sent. */
    void send() {
        outbound.put(message);
        int digit = outbound.position() - TAIL.length();
        for (long time = System.nanoTime(), left = STAMP.length(); left > 0; left--, time >>>= 4) {
            outbound.put(--digit, DIGITS[(int) time & 15]);
        }
    }

    /** Sends as many of the bytes to be sent as the connection accepts. */
    void flush() throws IOException {
        if (outbound.position() > 0) {
            channel.write(outbound.flip());
            outbound.compact();
            key.interestOps(SelectionKey.OP_READ | (outbound.position() > 0 ? SelectionKey.OP_WRITE : 0));
        }
    }

    /**
     * Reads what has arrived, and passes each message's latency in nanoseconds to {@code deliveries}.
     *
     * @throws IOException if the connection has ended or an unexpected frame has arrived
     */
    void receive(LongConsumer deliveries) throws IOException {
        if (channel.read(inbound) < 0) {
            throw new EOFException("the server closed the connection");
        }
        inbound.flip();
        for (int size = payloadSize(); size >= 0; size = payloadSize()) {
            int opcode = inbound.get() & 15;
            int start = inbound.position() + (inbound.get() < 126 ? 1 : 3);
            inbound.position(start + size);
            take(opcode, start, start + size, deliveries);
        }
        inbound.compact();
    }

    /** The length of the payload of the next frame; -1 if the frame has not arrived completely. */
    private int payloadSize() {
        int start = inbound.position();
        int size = inbound.remaining() < 2 ? Integer.MAX_VALUE : in[start + 1];
        if (size < 126) {
            return inbound.remaining() >= 2 + size ? size : -1;
        }
        if (inbound.remaining() < 4) {
            return -1;
        }
        int longer = inbound.getShort(start + 2) & 0xFFFF;
        return inbound.remaining() >= 4 + longer ? longer : -1;
    }

    private void take(int opcode, int start, int end, LongConsumer deliveries) throws IOException {
        if (startsWith(RELAYED, start, end) || startsWith(BROADCAST, start, end)) {
            deliveries.accept(System.nanoTime() - stamp(end));
        } else if (opcode == Frame.PING) {
            outbound.put(
                    Frame.of(Frame.PONG, Arrays.copyOfRange(in, start, end)).masked(0));
            flush();
        } else if (!startsWith(COME_AND_GONE, start, end) && !startsWith(SECOND_JOINED, start, end)) {
            throw new IOException("opcode " + opcode + ": " + new String(in, start, end - start, US_ASCII));
        }
    }

    private boolean startsWith(byte[] head, int start, int end) {
        return end - start > head.length && Arrays.equals(in, start, start + head.length, head, 0, head.length);
    }

    private long stamp(int end) throws IOException {
        long time = 0;
        int last = end - TAIL.length();
        for (int i = last - STAMP.length(); i < last; i++) {
            int digit = Character.digit(in[i], 16);
            if (digit < 0) {
                throw new IOException("no stamp at the end of the message");
            }
            time = time << 4 | digit;
        }
        return time;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
