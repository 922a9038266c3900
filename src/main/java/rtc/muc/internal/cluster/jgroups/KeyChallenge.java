package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * The start of a connection between nodes that have a key. First the accepting node sends random bytes, then the
 * connecting node does. Both derive the keys of this connection from these bytes, from the key of the cluster, and from
 * the address that the connecting node connects to, which must be the one that the accepting node announces. All
 * further bytes are authenticated with the derived keys. So no byte that a stranger sends reaches JGroups. If a node
 * connects to the address of a stranger, the stranger cannot forward the node's bytes to a node that announces another
 * address. Thread-safe.
 */
final class KeyChallenge {

    /** How long each node waits for the other one at the start of a connection. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int BYTES = 32;

    /** The first bytes that JGroups sends on a connection without a challenge. */
    private static final String START_OF_JGROUPS = "bela";

    private final Seal seal;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    /** @param patience how long each step of the other side may take at the start of a connection */
    KeyChallenge(Seal seal, Duration patience) {
        this.seal = seal;
        this.patience = patience;
    }

    /** {@return the deadline for the proof on a connection that begins now, as a value of {@link System#nanoTime}} */
    long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    /**
     * Begins a connection to another node.
     *
     * @param to the address of the other node
     * @throws IOException if the other node does not send its random bytes in time
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
     * Checks that the node that has connected has the key. The first bytes that it sends must prove it.
     *
     * @param self the address that this node announces to the others
     * @param deadline the deadline for the proof, as a value of {@link System#nanoTime}
     * @throws IOException if the node does not prove that it has the key; the message states the reason
     */
    void check(KeyedSocket socket, InetSocketAddress self, long deadline) throws IOException {
        TimedInput in = new TimedInput(socket, deadline);
        byte[] challenge = randomBytes();
        socket.rawOutput().write(challenge);
        byte[] answer = {};
        try {
            answer = read(in);
            ConnectionKeys keys = seal.connection(challenge, answer, self);
            AuthenticatedInput input = new AuthenticatedInput(socket.rawInput(), keys.ofConnecting());
            input.readFirst(in);
            socket.prove(input, new AuthenticatedOutput(socket.rawOutput(), keys.ofAccepting()));
        } catch (IOException unproven) {
            throw new IOException(reason(answer, unproven), unproven);
        } catch (GeneralSecurityException noDigest) {
            throw new IOException("This Java cannot authenticate connections between nodes", noDigest);
        }
        socket.setSoTimeout(0);
    }

    /** @param answer the first bytes of the other node; empty if they have not arrived */
    private static String reason(byte[] answer, IOException unproven) {
        if (new String(answer, US_ASCII).startsWith(START_OF_JGROUPS)) {
            return "it begins like a connection of a node that has no muc.cluster-key, or that uses WildFly's channel"
                    + " (cluster.cli) instead of a channel of the application (muc.cluster-members)";
        }
        if (unproven instanceof SocketTimeoutException || unproven instanceof EOFException) {
            return "it has sent nothing that proves its muc.cluster-key";
        }
        return String.valueOf(unproven.getMessage());
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
