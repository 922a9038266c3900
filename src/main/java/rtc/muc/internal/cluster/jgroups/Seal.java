package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import rtc.muc.internal.cluster.node.ClusterRules;

/**
 * Encrypts and authenticates messages with AES-256 in Galois/Counter Mode. Each sender derives its own key from the
 * shared secret, the name of the cluster and a random salt, and numbers its messages, so that no nonce is used twice
 * with one key.
 *
 * <p>A sealed message consists of a version (1 byte), a salt (16), a number (8), and the content with a tag of 16
 * bytes. Thread-safe.
 */
final class Seal {

    private static final byte VERSION = 1;
    private static final int SALT_BYTES = 16;
    private static final int HEAD_BYTES = 1 + SALT_BYTES + Long.BYTES;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MOST_SENDERS = 256;

    private final SecretKeySpec shared;
    private final byte[] salt = new byte[SALT_BYTES];
    private final SecretKeySpec own;
    private final AtomicLong number = new AtomicLong();

    /** The keys of senders by their salts; contains only senders that have the secret. */
    private final Map<ByteBuffer, SecretKeySpec> senders = new ConcurrentHashMap<>();

    private Seal(byte[] secret, String cluster) throws GeneralSecurityException {
        this.shared =
                hmac(new SecretKeySpec(secret, "HmacSHA256"), ("muc-signaling cluster " + cluster).getBytes(UTF_8));
        new SecureRandom().nextBytes(salt);
        this.own = senderKey(salt);
    }

    /** {@return a seal with the key and the cluster name of the rules} */
    static Seal of(ClusterRules rules) {
        try {
            return new Seal(rules.key().secret().getBytes(UTF_8), rules.name());
        } catch (GeneralSecurityException noCipher) {
            throw new IllegalStateException("This Java cannot encrypt messages between nodes", noCipher);
        }
    }

    /**
     * {@return a sealed message with this content}
     *
     * @param context data that the receiver must provide to open the message, such as the addresses; it is not sent
     */
    byte[] close(byte[] content, int offset, int length, byte[] context) throws GeneralSecurityException {
        ByteBuffer sealed = ByteBuffer.allocate(HEAD_BYTES + length + TAG_BITS / 8);
        sealed.put(VERSION).put(salt).putLong(number.incrementAndGet());
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, own, sealed.array(), 0, context);
        cipher.doFinal(content, offset, length, sealed.array(), HEAD_BYTES);
        return sealed.array();
    }

    /**
     * {@return the content of a sealed message}
     *
     * @throws GeneralSecurityException if the message was not sealed with the same key and context
     */
    byte[] open(byte[] sealed, int offset, int length, byte[] context) throws GeneralSecurityException {
        if (length < HEAD_BYTES + TAG_BITS / 8 || sealed[offset] != VERSION) {
            throw new GeneralSecurityException("the message is not sealed");
        }
        ByteBuffer sender = ByteBuffer.wrap(Arrays.copyOfRange(sealed, offset + 1, offset + 1 + SALT_BYTES));
        SecretKeySpec known = senders.get(sender);
        SecretKeySpec key = known == null ? senderKey(sender.array()) : known;
        byte[] content = cipher(Cipher.DECRYPT_MODE, key, sealed, offset, context)
                .doFinal(sealed, offset + HEAD_BYTES, length - HEAD_BYTES);
        if (known == null) {
            if (senders.size() >= MOST_SENDERS) {
                senders.clear();
            }
            senders.put(sender, key);
        }
        return content;
    }

    /**
     * {@return the keys of one connection, which only nodes with the same secret and cluster name can derive}
     *
     * @param challenge random bytes from the accepting node
     * @param answer random bytes from the connecting node
     * @param to the address that the connecting node connects to
     */
    ConnectionKeys connection(byte[] challenge, byte[] answer, InetSocketAddress to) throws GeneralSecurityException {
        byte[] purpose = "connection ".getBytes(UTF_8);
        byte[] host = to.getAddress().getAddress();
        byte[] text = ByteBuffer.allocate(
                        purpose.length + challenge.length + answer.length + Integer.BYTES + host.length)
                .put(purpose)
                .put(challenge)
                .put(answer)
                .putInt(to.getPort())
                .put(host)
                .array();
        return new ConnectionKeys(hmac(shared, text).getEncoded());
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] sealed, int offset, byte[] context)
            throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .putInt(0)
                .put(sealed, offset + 1 + SALT_BYTES, Long.BYTES)
                .array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    private SecretKeySpec senderKey(byte[] random) throws GeneralSecurityException {
        return new SecretKeySpec(hmac(shared, random).getEncoded(), "AES");
    }

    private static SecretKeySpec hmac(SecretKeySpec key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        return new SecretKeySpec(mac.doFinal(text), "HmacSHA256");
    }
}
