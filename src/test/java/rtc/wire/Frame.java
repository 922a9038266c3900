package rtc.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One WebSocket frame (RFC 6455, section 5.2), valid or invalid: nothing is checked. */
public final class Frame {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int MASKED = 0x80;
    private static final int TWO_BYTES_MORE = 126;
    private static final int EIGHT_BYTES_MORE = 127;
    private static final int HEAD_AT_MOST = 14;

    private final boolean last;
    private final int reserved;
    private final int opcode;
    private final byte[] payload;

    Frame(boolean last, int reserved, int opcode, byte[] payload) {
        this.last = last;
        this.reserved = reserved;
        this.opcode = opcode;
        this.payload = payload;
    }

    public static Frame of(int opcode, byte[] payload) {
        return new Frame(true, 0, opcode, payload);
    }

    public static Frame of(int opcode, int... payload) {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        return of(opcode, bytes);
    }

    public static Frame text(String text) {
        return of(TEXT, text.getBytes(UTF_8));
    }

    /** A text message in fragments of {@code size} bytes; the last may be smaller. */
    public static Stream<Frame> fragments(String text, int size) {
        byte[] all = text.getBytes(UTF_8);
        List<Frame> fragments = new ArrayList<>();
        for (int start = 0; start < all.length; start += size) {
            int end = Math.min(all.length, start + size);
            byte[] part = Arrays.copyOfRange(all, start, end);
            fragments.add(new Frame(end == all.length, 0, start == 0 ? TEXT : CONTINUATION, part));
        }
        return fragments.stream();
    }

    /** A close frame with a code and no reason. */
    public static Frame close(int code) {
        return of(CLOSE, code >> 8, code);
    }

    /** A copy of this frame without the FIN bit, so that more of the message must follow. */
    public Frame unfinished() {
        return new Frame(false, reserved, opcode, payload);
    }

    /** A copy of this frame with these values of the three reserved bits, 0 to 7. */
    public Frame reserving(int bits) {
        return new Frame(last, bits, opcode, payload);
    }

    /** Whether the message ends with this frame. */
    public boolean last() {
        return last;
    }

    /** 0 to 15. */
    public int opcode() {
        return opcode;
    }

    /** The payload's length in bytes. */
    public int length() {
        return payload.length;
    }

    /** The reason of a close frame. */
    public String closeReason() {
        return new String(payload, 2, payload.length - 2, UTF_8);
    }

    /** The payload as text. */
    public String text() {
        return new String(payload, UTF_8);
    }

    /** The code of a close frame; 1005 if it has none, as in the RFC. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    /** The whole frame as a client sends it, masked with {@code key}. */
    public ByteBuffer masked(int key) {
        ByteBuffer head = maskedHead(payload.length, key);
        ByteBuffer bytes =
                ByteBuffer.allocate(head.remaining() + payload.length).put(head);
        for (int i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ (key >>> (24 - 8 * (i & 3)))));
        }
        return bytes.flip();
    }

    /** The whole frame without a mask, as only a server may send it. */
    public ByteBuffer unmasked() {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_AT_MOST + payload.length);
        return putHead(bytes, payload.length, 0).put(payload).flip();
    }

    /** The head of a client's frame that announces {@code length} bytes, whatever the length of the payload. */
    public ByteBuffer maskedHead(long length, int key) {
        return putHead(ByteBuffer.allocate(HEAD_AT_MOST), length, MASKED)
                .putInt(key)
                .flip();
    }

    private ByteBuffer putHead(ByteBuffer bytes, long length, int mask) {
        bytes.put((byte) ((last ? 0x80 : 0) | (reserved << 4) | opcode));
        if (length >= 0 && length < TWO_BYTES_MORE) {
            return bytes.put((byte) (mask | (int) length));
        }
        if (length >= 0 && length <= 0xFFFF) {
            return bytes.put((byte) (mask | TWO_BYTES_MORE)).putShort((short) length);
        }
        return bytes.put((byte) (mask | EIGHT_BYTES_MORE)).putLong(length);
    }

    /** The payload itself, not a copy. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "frame of opcode " + opcode + " with " + payload.length + " bytes";
    }
}
