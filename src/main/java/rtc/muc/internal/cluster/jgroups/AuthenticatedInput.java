package rtc.muc.internal.cluster.jgroups;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;

/**
 * Reads {@linkplain AuthenticatedRecord records}, and returns their bytes only if the other node has sent them.
 * Not thread-safe.
 */
final class AuthenticatedInput extends InputStream {

    /**
     * The maximum size of the first record, which is read before the key is proved. The first data that JGroups sends
     * on a connection has 15 or 27 bytes.
     */
    private static final int MOST_FIRST_BYTES = 1024;

    private final InputStream in;
    private final Mac mac;
    private byte[] record = {};
    private int position;
    private long number;

    AuthenticatedInput(InputStream in, Mac mac) {
        this.in = in;
        this.mac = mac;
    }

    /**
     * Reads the first record from another stream, and buffers its bytes for the next reads.
     *
     * @throws IOException if the record was not sent by a node that has the key
     */
    void readFirst(InputStream other) throws IOException {
        if (!readRecord(other, MOST_FIRST_BYTES)) {
            throw new EOFException();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (available() == 0 && !readRecord(in, AuthenticatedRecord.MOST_BYTES)) {
            return -1;
        }
        int read = Math.min(length, available());
        System.arraycopy(record, position, bytes, offset, read);
        position += read;
        return read;
    }

    /** {@return how many bytes have been checked but not read yet} */
    @Override
    public int available() {
        return record.length - position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** {@return true if a record was read, false at the end of the stream} */
    private boolean readRecord(InputStream from, int most) throws IOException {
        byte[] head = from.readNBytes(AuthenticatedRecord.HEAD_BYTES);
        if (head.length == 0) {
            return false;
        }
        int length = head.length < AuthenticatedRecord.HEAD_BYTES
                ? 0
                : ByteBuffer.wrap(head).getInt();
        if (length <= 0 || length > most) {
            throw forged();
        }
        byte[] bytes = from.readNBytes(length);
        byte[] tag = Arrays.copyOfRange(head, Integer.BYTES, AuthenticatedRecord.HEAD_BYTES);
        if (bytes.length < length
                || !MessageDigest.isEqual(tag, AuthenticatedRecord.tag(mac, number++, bytes, 0, length))) {
            throw forged();
        }
        record = bytes;
        position = 0;
        return true;
    }

    private static IOException forged() {
        return new IOException(
                "it does not have the muc.cluster-key of this node, it connects to another address than this node has"
                        + " announced, or somebody has changed what it sent");
    }
}
