package rtc.muc.internal.container;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Finds the pings among the frames of a client. Containers answer pings without notifying the application, so a
 * server's adapter passes everything that the container reads from a connection to this object. After bytes that are
 * not a valid frame of a client, no more pings are reported: the container closes such a connection.
 *
 * <p>{@link #read} must be called by one thread at a time; any thread may call {@link #onPing}.
 */
public final class PingCounter {

    private static final int PING = 0x9;
    private static final int LAST_DATA_OPCODE = 0x2;
    private static final int FIRST_CONTROL_OPCODE = 0x8;
    private static final int LAST_CONTROL_OPCODE = 0xA;
    private static final int MASKED = 0x80;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;
    private static final int MASK_BYTES = 4;
    private static final int LONGEST_HEADER = 2 + Long.BYTES + MASK_BYTES;

    private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
    private long payloadLeft;
    private boolean stopped;
    private volatile IntConsumer listener = ping -> {};

    /** Sets the listener for further pings; the reading thread calls it with the size of each payload. */
    public void onPing(IntConsumer counted) {
        listener = counted;
    }

    /** Reads the next bytes of the connection, from the buffer's position to its limit. */
    public void read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !stopped) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, bytes.remaining());
                bytes.position(bytes.position() + skipped);
                payloadLeft -= skipped;
            } else {
                header.put(bytes.get());
                readHeader();
            }
        }
    }

    /**
     * Reports no more pings, because some bytes of the connection were not passed to {@link #read}, or were invalid.
     */
    public void stop() {
        stopped = true;
    }

    private void readHeader() {
        if (header.position() < 2) {
            return;
        }
        int opcode = header.get(0) & 0x0F;
        int length = header.get(1) & 0x7F;
        boolean masked = (header.get(1) & MASKED) != 0;
        if (!masked || !isKnown(opcode)) {
            stop();
        } else if (header.position() == 2 + extraLengthBytes(length) + MASK_BYTES) {
            payloadLeft = payload(length);
            header.clear();
            if (opcode == PING) {
                listener.accept(length);
            }
        }
    }

    private long payload(int length) {
        return switch (length) {
            case SHORT_LENGTH -> header.getShort(2) & 0xFFFF;
            case LONG_LENGTH -> header.getLong(2);
            default -> length;
        };
    }

    private static int extraLengthBytes(int length) {
        return switch (length) {
            case SHORT_LENGTH -> Short.BYTES;
            case LONG_LENGTH -> Long.BYTES;
            default -> 0;
        };
    }

    private static boolean isKnown(int opcode) {
        return opcode <= LAST_DATA_OPCODE || (opcode >= FIRST_CONTROL_OPCODE && opcode <= LAST_CONTROL_OPCODE);
    }
}
