package rtc.muc.internal.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.RoomName;
import rtc.muc.internal.cluster.NodeMessage;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;

final class NodeMessageCodecTest {

    private static final int MESSAGES = 2000;

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMessageSurvivesEncodingAndDecoding(long seed) throws Exception {
        RandomNodeMessages messages = new RandomNodeMessages(new SplittableRandom(seed));
        for (int i = 0; i < MESSAGES; i++) {
            NodeMessage message = messages.next();
            assertThat(NodeMessageCodec.decode(NodeMessageCodec.encode(message)))
                    .isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void truncatedOrExtendedMessagesAreRefused(long seed) {
        RandomNodeMessages messages = new RandomNodeMessages(new SplittableRandom(seed));
        for (int i = 0; i < 20; i++) {
            byte[] whole = NodeMessageCodec.encode(messages.next());
            for (int length = 0; length < whole.length; length++) {
                assertRefused(Arrays.copyOf(whole, length));
            }
            assertRefused(Arrays.copyOf(whole, whole.length + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void arbitraryBytesAreDecodedOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomNodeMessages messages = new RandomNodeMessages(random);
        int refused = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes =
                    random.nextBoolean() ? noise(random) : damaged(NodeMessageCodec.encode(messages.next()), random);
            refused += isMessage(bytes) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(MESSAGES / 2);
    }

    @Test
    void messagesOfOtherApplicationsVersionsAndKindsAreRefused() {
        byte[] good = NodeMessageCodec.encode(new NodeMessage.Bye(7));

        assertThat(refusal(with(good, 0, 'X'))).contains("another application");
        assertThat(refusal(with(good, 2, 1))).isEqualTo("its version is 1, but this node knows only version 3");
        assertThat(refusal(with(NodeMessageCodec.encode(leave()), 3, 99))).isEqualTo("its kind is unknown: 99");
    }

    @Test
    void aTextLengthBeyondTheMessageIsRefused() {
        byte[] leave = NodeMessageCodec.encode(leave());
        byte[] claimed = leave.clone();
        claimed[28] = 0x7F;

        assertThat(refusal(claimed)).isEqualTo("a text is too long");
    }

    @Test
    void idsThatJsonWouldEscapeAreRefused() {
        byte[] leave = NodeMessageCodec.encode(new NodeMessage.Numbered(1, 2, 3, new NodeMessage.Leave("a\"b")));

        assertThat(refusal(leave)).isEqualTo("an id has other characters");
    }

    /** Otherwise the change would be missing, and the session would end again and again while the peer stays. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0890", "\u200e", "..", "e\u0301", "long"})
    void aChangeInARoomWhoseNameThisNodeRefusesKeepsItsPlace(String name) throws Exception {
        byte[] utf8 = name.equals("long") ? "x".repeat(200).getBytes(UTF_8) : name.getBytes(UTF_8);
        NodeMessage request = new NodeMessage.Numbered(
                1, 2, 3, new NodeMessage.Request(new NodeRequest.End(new RoomName("y".repeat(100)), "a")));
        byte[] known = NodeMessageCodec.encode(request);
        int length = 28;
        byte[] renamed = ByteBuffer.allocate(known.length - 100 + utf8.length)
                .put(known, 0, length)
                .putInt(utf8.length)
                .put(utf8)
                .put(known, length + 4 + 100, known.length - length - 4 - 100)
                .array();

        NodeMessage.Change change = name.equals("\u0890") && Character.getType(0x890) == Character.UNASSIGNED
                ? new NodeMessage.Request(new NodeRequest.End(new RoomName(name), "a"))
                : new NodeMessage.InRefusedRoom();
        assertThat(NodeMessageCodec.decode(renamed)).isEqualTo(new NodeMessage.Numbered(1, 2, 3, change));
    }

    @Test
    void longNamesOfPrincipalsAndEventsSurvive() throws Exception {
        String name = "n".repeat(100_000);
        NodeMessage end = new NodeMessage.Numbered(1, 2, 3, new NodeMessage.Request(new NodeRequest.EndIdentity(name)));
        NodeMessage relay =
                new NodeMessage.Numbered(1, 2, 4, new NodeMessage.Relay("a", new ServerMessage.From("b", name, null)));

        assertThat(NodeMessageCodec.decode(NodeMessageCodec.encode(end))).isEqualTo(end);
        assertThat(NodeMessageCodec.decode(NodeMessageCodec.encode(relay))).isEqualTo(relay);
    }

    @Test
    void anOversizedMessageCannotBeEncoded() {
        int size = NodeMessageCodec.encode(leave()).length;

        assertThat(NodeMessageCodec.encode(leave(), size)).hasSize(size);
        assertThatIllegalArgumentException().isThrownBy(() -> NodeMessageCodec.encode(leave(), size - 1));
    }

    static LongStream seeds() {
        return LongStream.range(0, 5);
    }

    private static NodeMessage leave() {
        return new NodeMessage.Numbered(1, 2, 3, new NodeMessage.Leave("a"));
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            bytes[random.nextInt(Math.min(bytes.length, 60))] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static boolean isMessage(byte[] bytes) {
        try {
            assertThat(NodeMessageCodec.decode(bytes)).isNotNull();
            return true;
        } catch (InvalidNodeMessageException refused) {
            return false;
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThat(refusal(bytes)).isNotEmpty();
    }

    private static String refusal(byte[] bytes) {
        InvalidNodeMessageException[] refused = new InvalidNodeMessageException[1];
        assertThatExceptionOfType(InvalidNodeMessageException.class)
                .isThrownBy(() -> NodeMessageCodec.decode(bytes))
                .satisfies(exception -> refused[0] = exception);
        return String.valueOf(refused[0].getMessage());
    }
}
