package rtc.muc.internal.cluster.jgroups;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * The format of the data on an authenticated connection. Each record consists of a length (4 bytes), a tag (16 bytes),
 * and as many bytes as the length states. The tag also covers the number of the record, so records cannot be repeated,
 * omitted or reordered.
 */
final class AuthenticatedRecord {

    static final int TAG_BYTES = 16;
    static final int HEAD_BYTES = Integer.BYTES + TAG_BYTES;

    /** The maximum number of bytes in a record. Both sides buffer one record. */
    static final int MOST_BYTES = 1 << 16;

    private AuthenticatedRecord() {}

    static byte[] tag(Mac mac, long number, byte[] bytes, int offset, int length) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        mac.update(bytes, offset, length);
        return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    }
}
