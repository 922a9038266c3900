package rtc.muc.internal.cluster.jgroups;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * The form of the bytes on an authenticated connection: a length (4 bytes), a tag (16), and as many bytes. The tag covers the
 * number of the record too, so records cannot be repeated, omitted or exchanged.
 */
final class AuthenticatedRecord {

    static final int TAG_BYTES = 16;
    static final int HEAD_BYTES = Integer.BYTES + TAG_BYTES;

    /** The most bytes in one record. Both sides keep one in memory. */
    static final int MOST_BYTES = 1 << 16;

    private AuthenticatedRecord() {}

    static byte[] tag(Mac mac, long number, byte[] bytes, int offset, int length) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        mac.update(bytes, offset, length);
        return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    }
}
