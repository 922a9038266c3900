package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The first bytes of a connection between nodes that have a key: the node that accepts it sends random bytes, and the node
 * that connects answers with a digest of them that needs the key. So nothing that a stranger sends reaches JGroups.
 * Thread-safe.
 */
final class KeyChallenge {

    private static final int BYTES = 32;

    /** A node answers at once. Meanwhile no other connection is accepted. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Seal seal;
    private final SecureRandom random = new SecureRandom();

    KeyChallenge(Seal seal) {
        this.seal = seal;
    }

    /** Proves over a connection to another node that this one has the key. */
    void answer(Socket socket) throws IOException {
        byte[] challenge = read(socket);
        try {
            socket.getOutputStream().write(seal.answer(challenge));
        } catch (GeneralSecurityException noDigest) {
            throw new IOException("This Java cannot prove that the node has the key", noDigest);
        }
    }

    /**
     * Returns if the node that has connected proves that it has the key.
     *
     * @throws IOException if it does not; the message says why
     */
    void check(Socket socket) throws IOException {
        byte[] challenge = new byte[BYTES];
        random.nextBytes(challenge);
        socket.getOutputStream().write(challenge);
        byte[] answer = read(socket);
        try {
            if (!MessageDigest.isEqual(seal.answer(challenge), answer)) {
                throw new IOException("it has not the muc.cluster-key of this node");
            }
        } catch (GeneralSecurityException noDigest) {
            throw new IOException("This Java cannot check the key of nodes", noDigest);
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        int before = socket.getSoTimeout();
        byte[] bytes = new byte[BYTES];
        int count = 0;
        while (count < BYTES) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            int read = left > 0 ? read(socket, bytes, count, (int) left) : -1;
            if (read < 0) {
                throw new IOException("it has sent nothing that proves its muc.cluster-key");
            }
            count += read;
        }
        socket.setSoTimeout(before);
        return bytes;
    }

    /** {@return how many bytes have been read; negative at the end, or after that time} */
    private static int read(Socket socket, byte[] bytes, int offset, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read(bytes, offset, bytes.length - offset);
        } catch (SocketTimeoutException silent) {
            return -1;
        }
    }
}
