package rtc.muc.internal.cluster.jgroups;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The start of a connection between nodes that have a key: first the node that accepts it sends random bytes, then the node
 * that connects does. Both derive keys of this connection from these, from the key of the cluster, and from the address that
 * the accepting node announces to the others, which is the one that they connect to. All further bytes are
 * authenticated with the keys. So nothing that a stranger sends reaches JGroups, and a stranger at another address
 * cannot pass on what a node sends to them. Thread-safe.
 */
final class KeyChallenge {

    /** How long a node waits for another one. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int BYTES = 32;

    private final Seal seal;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    /** @param patience how long a connection may take to prove that its other side has the key */
    KeyChallenge(Seal seal, Duration patience) {
        this.seal = seal;
        this.patience = patience;
    }

    /** {@return when a connection that begins now has to be proved, in terms of {@link System#nanoTime}} */
    long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    /**
     * Begins a connection to another node.
     *
     * @param to its address
     * @throws IOException if it does not begin the connection as a node with a key does
     */
    void answer(KeyedSocket socket, InetSocketAddress to) throws IOException {
        byte[] challenge = read(new TimedInput(socket, deadline()));
        byte[] answer = randomBytes();
        socket.rawOutput().write(answer);
        try {
            ConnectionKeys keys = seal.connection(challenge, answer, to);
            socket.prove(
                    new AuthenticatedInput(socket.rawInput(), keys.ofAccepting()),
                    new AuthenticatedOutput(socket.rawOutput(), keys.ofConnecting()));
        } catch (GeneralSecurityException noDigest) {
            throw new IOException("This Java cannot authenticate connections between nodes", noDigest);
        }
    }

    /**
     * Returns if the node that has connected proves that it has the key, by the first bytes that it sends.
     *
     * @param self the address that this node announces to the others
     * @param deadline when it has to be proved
     * @throws IOException if it does not prove it; the message says why
     */
    void check(KeyedSocket socket, InetSocketAddress self, long deadline) throws IOException {
        TimedInput in = new TimedInput(socket, deadline);
        byte[] challenge = randomBytes();
        socket.rawOutput().write(challenge);
        try {
            ConnectionKeys keys = seal.connection(challenge, read(in), self);
            AuthenticatedInput input = new AuthenticatedInput(socket.rawInput(), keys.ofConnecting());
            input.readFirst(in);
            socket.prove(input, new AuthenticatedOutput(socket.rawOutput(), keys.ofAccepting()));
        } catch (SocketTimeoutException | EOFException silent) {
            throw new IOException("it has sent nothing that proves its muc.cluster-key");
        } catch (GeneralSecurityException noDigest) {
            throw new IOException("This Java cannot authenticate connections between nodes", noDigest);
        }
        socket.setSoTimeout(0);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES);
        if (bytes.length < BYTES) {
            throw new EOFException("The other node has closed the connection at its beginning");
        }
        return bytes;
    }
}
