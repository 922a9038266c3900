package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests the bytes of a connection whose keys both nodes know. */
final class AuthenticatedStreamsTest {

    private static final byte[] SECRET = {1, 2, 3};
    private static final int RECORD = AuthenticatedRecord.HEAD_BYTES + 5;

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    @Test
    void writesOfAnyLengthArriveInOrder() throws Exception {
        Random random = new Random(20261126);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        AuthenticatedOutput out = output();
        for (int length :
                new int[] {1, 0, 7, AuthenticatedRecord.MOST_BYTES, AuthenticatedRecord.MOST_BYTES + 1, 200_000}) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            out.write(bytes);
            out.write(length);
            sent.write(bytes);
            sent.write(length);
        }
        out.flush();

        AuthenticatedInput in = input(SECRET, wire.toByteArray());
        assertThat(in.read()).isEqualTo(sent.toByteArray()[0] & 0xff);
        assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(sent.toByteArray(), 1, sent.size()));
        assertThat(in.read()).isNegative();
    }

    @Test
    void aChangeOfAnyByteIsDetected() throws Exception {
        byte[] sent = threeRecords();
        for (int i = 0; i < sent.length; i++) {
            byte[] changed = sent.clone();
            changed[i] ^= 1;
            refused(changed);
        }
    }

    @Test
    void repeatedOmittedOrReorderedRecordsAreRefused() throws Exception {
        byte[] sent = threeRecords();
        for (int[] order : new int[][] {{0, 0}, {1}, {0, 2}, {1, 0, 2}, {0, 1, 2, 2}}) {
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            for (int record : order) {
                changed.write(sent, record * RECORD, RECORD);
            }
            refused(changed.toByteArray());
        }
    }

    @Test
    void aTruncatedRecordIsRefused() throws Exception {
        byte[] sent = threeRecords();
        for (int cut = 1; cut < sent.length; cut++) {
            if (cut % RECORD != 0) {
                refused(Arrays.copyOf(sent, cut));
            }
        }
    }

    @Test
    void keysDifferByConnectionAndDirection() throws Exception {
        byte[] sent = threeRecords();

        assertThatIOException().isThrownBy(input(new byte[] {1, 2, 4}, sent)::readAllBytes);
        AuthenticatedInput back =
                new AuthenticatedInput(new ByteArrayInputStream(sent), new ConnectionKeys(SECRET).ofAccepting());
        assertThatIOException().isThrownBy(back::readAllBytes);
    }

    private byte[] threeRecords() throws IOException, GeneralSecurityException {
        AuthenticatedOutput out = output();
        for (int record = 0; record < 3; record++) {
            out.write(new byte[] {1, 2, 3, 4, (byte) record});
        }
        return wire.toByteArray();
    }

    private AuthenticatedOutput output() throws GeneralSecurityException {
        return new AuthenticatedOutput(wire, new ConnectionKeys(SECRET).ofConnecting());
    }

    private static void refused(byte[] bytes) throws GeneralSecurityException {
        assertThatIOException().isThrownBy(input(SECRET, bytes)::readAllBytes);
    }

    private static AuthenticatedInput input(byte[] secret, byte[] bytes) throws GeneralSecurityException {
        return new AuthenticatedInput(new ByteArrayInputStream(bytes), new ConnectionKeys(secret).ofConnecting());
    }
}
