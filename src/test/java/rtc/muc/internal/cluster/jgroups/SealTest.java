package rtc.muc.internal.cluster.jgroups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterRules;

final class SealTest {

    private static final String SECRET = "a secret of the tests, which is long enough";
    private static final byte[] CONTENT = "{\"offer\":\"v=0\"}".getBytes(UTF_8);
    private static final byte[] CONTEXT = "a b".getBytes(UTF_8);

    private final Seal sender = seal("c", SECRET);

    @Test
    void aSealWithTheSameKeyOpensTheMessage() throws GeneralSecurityException {
        byte[] sealed = close(sender);

        assertThat(open(seal("c", SECRET), sealed)).isEqualTo(CONTENT);
        assertThat(open(sender, sealed)).isEqualTo(CONTENT);
        assertThat(new String(sealed, UTF_8)).doesNotContain("offer");
    }

    @Test
    void aPartOfAnArrayIsSealedAndOpened() throws GeneralSecurityException {
        byte[] sealed = sender.close(CONTENT, 2, 5, CONTEXT);
        byte[] within = new byte[sealed.length + 7];
        System.arraycopy(sealed, 0, within, 3, sealed.length);

        assertThat(seal("c", SECRET).open(within, 3, sealed.length, CONTEXT)).isEqualTo("offer".getBytes(UTF_8));
    }

    @Test
    void sealingTheSameContentTwiceGivesDifferentBytes() throws GeneralSecurityException {
        assertThat(close(sender)).isNotEqualTo(close(sender));
        assertThat(close(seal("c", SECRET))).isNotEqualTo(close(seal("c", SECRET)));
    }

    @Test
    void anotherKeyClusterOrContextCannotOpenTheMessage() throws GeneralSecurityException {
        byte[] sealed = close(sender);

        assertRefused(seal("c", SECRET + "!"), sealed, CONTEXT);
        assertRefused(seal("d", SECRET), sealed, CONTEXT);
        assertRefused(seal("c", SECRET), sealed, "b a".getBytes(UTF_8));
    }

    @Test
    void aChangeToAnyByteIsRefused() throws GeneralSecurityException {
        Seal receiver = seal("c", SECRET);
        byte[] sealed = close(sender);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(receiver, changed, CONTEXT);
        }
        assertThat(open(receiver, sealed)).isEqualTo(CONTENT);
    }

    @Test
    void truncatedOrUnsealedMessagesAreRefused() throws GeneralSecurityException {
        Seal receiver = seal("c", SECRET);
        byte[] sealed = close(sender);
        for (int length = 0; length < sealed.length; length++) {
            assertRefused(receiver, Arrays.copyOf(sealed, length), CONTEXT);
        }
        assertRefused(receiver, CONTENT, CONTEXT);
    }

    @Test
    void messagesFromManySendersCanBeOpened() throws GeneralSecurityException {
        Seal receiver = seal("c", SECRET);
        byte[] first = close(sender);
        for (int other = 0; other < 1000; other++) {
            assertThat(open(receiver, close(seal("c", SECRET)))).isEqualTo(CONTENT);
        }
        assertThat(open(receiver, first)).isEqualTo(CONTENT);
    }

    static Seal seal(String cluster, String secret) {
        return Seal.of(new ClusterRules(
                true,
                cluster,
                new ClusterKey(secret),
                1 << 20,
                new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), "")));
    }

    private static byte[] close(Seal seal) throws GeneralSecurityException {
        return seal.close(CONTENT, 0, CONTENT.length, CONTEXT);
    }

    private static byte[] open(Seal seal, byte[] sealed) throws GeneralSecurityException {
        return seal.open(sealed, 0, sealed.length, CONTEXT);
    }

    private static void assertRefused(Seal seal, byte[] message, byte[] context) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> seal.open(message, 0, message.length, context));
    }
}
