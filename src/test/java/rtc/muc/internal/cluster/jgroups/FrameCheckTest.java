package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.LongMessage;
import org.jgroups.Message;
import org.jgroups.NioMessage;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.NakAckHeader;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.UnicastHeader;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.relay.SiteUUID;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArray;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests which frames the transport reads, with a key and without. */
final class FrameCheckTest {

    private static final Address A = new UUID(3, 4);
    private static final Address B = new UUID(5, 6);
    private static final int RANDOM_FRAMES = 20_000;
    private static final int QUEUE_BYTES = 1 << 20;

    /** The length of the fragments that FRAG4 sends. */
    private static final int FRAGMENT_BYTES = 60_000;

    /**
     * The number of fragments of the longest text that fits in the queue. The queue counts two bytes for each
     * character; the UTF-8 form of a character has up to three.
     */
    private static final int MOST_FRAGMENTS = QUEUE_BYTES * 3 / 2 / FRAGMENT_BYTES + 1;

    private final FrameCheck plain = new FrameCheck(FrameRules.plain(
            new NodeTcp(), List.of(new NAKACK4(), new UNICAST4(), new GMS(), new FRAG4()), QUEUE_BYTES));
    private final FrameCheck sealed = new FrameCheck(FrameRules.sealed(new NodeTcp()));

    @Test
    void withAKeyOnlyByteMessagesOfTheTransportAreAccepted() throws IOException {
        Message message = new BytesMessage(A, new byte[100]).setSrc(B);
        accepted(sealed, frame(message));
        accepted(sealed, frame(message.putHeader(id(TCP.class), new TpHeader("test"))));
        accepted(sealed, list(message, message));

        refused(sealed, frame(new EmptyMessage(A)), "a message of type 2 is not expected");
        refused(
                sealed,
                frame(new BytesMessage(A)
                        .putHeader(id(UNICAST4.class), UnicastHeader.createDataHeader(1, (short) 1, true))),
                "a header of type 100 for protocol");
    }

    @Test
    void withoutAKeyProtocolMessagesAreAccepted() throws IOException {
        accepted(
                plain,
                frame(new BytesMessage(null, new byte[3])
                        .putHeader(id(NAKACK4.class), NakAckHeader.createMessageHeader(7))));
        accepted(plain, frame(new EmptyMessage(new IpAddress("127.0.0.1", 7800)).setSrc(B)));
        accepted(
                plain,
                frame(new BytesMessage(A).putHeader(id(GMS.class), new GMS.GmsHeader(GMS.GmsHeader.JOIN_REQ, B))));
        SeqnoList missing = new SeqnoList(200, 5).add(17, 150);
        Message request =
                new ObjectMessage(A, missing).putHeader(id(UNICAST4.class), UnicastHeader.createXmitReqHeader());
        accepted(plain, frame(request));
        accepted(plain, list(new EmptyMessage(A), request, new BytesMessage(A, new byte[64_000])));
    }

    @ParameterizedTest
    @EnumSource
    void hostileFramesAreRefusedBeforeAnyObjectIsCreated(HostileFrame hostile) throws IOException {
        int before = Canary.TOUCHED.get();
        byte[] bytes = hostile.bytes(A);
        refused(plain, bytes, "");
        refused(sealed, bytes, "");
        assertThat(Canary.TOUCHED).hasValue(before);
    }

    @Test
    void unexpectedMessagesHeadersAndAddressesAreRefused() throws IOException {
        refused(plain, frame(new LongMessage(A, 1)), "a message of type 4 is not expected");
        refused(plain, frame(new NioMessage(A)), "a message of type 1 is not expected");
        refused(
                plain,
                frame(new EmptyMessage(A).putHeader((short) 999, new TpHeader("test"))),
                "a header of type 60 for protocol 999 is not expected");
        refused(
                plain,
                frame(new EmptyMessage(A).putHeader(id(GMS.class), new TpHeader("test"))),
                "a header of type 60 for protocol 12 is not expected");
        refused(
                plain,
                frame(new EmptyMessage(new SiteUUID(new UUID(1, 2), "name", "site"))),
                "an address of kind 4 is not expected");
    }

    @Test
    void fragmentsOfALongMessageAreAccepted() throws IOException {
        accepted(plain, frame(fragment(0, 2, FRAGMENT_BYTES)));
        accepted(plain, frame(fragment(1, 2, 1)));
        accepted(plain, frame(fragment(MOST_FRAGMENTS - 1, MOST_FRAGMENTS, FRAGMENT_BYTES)));
        accepted(
                plain, list(fragment(1, 2, 3), fragment(0, 2, FRAGMENT_BYTES), fragment(1, 2, 3), new EmptyMessage(A)));
    }

    @Test
    void fragmentsThatForceLargeAllocationsAreRefused() throws IOException {
        for (int number : new int[] {Integer.MIN_VALUE, -1, 0, 1, MOST_FRAGMENTS + 1, 1 << 16, Integer.MAX_VALUE}) {
            refused(plain, frame(fragment(number - 1, number, 9)), "the number of its fragments is wrong");
        }
        for (int place : new int[] {Integer.MIN_VALUE, -1, 2, Integer.MAX_VALUE}) {
            refused(plain, frame(fragment(place, 2, 9)), "its place among the fragments is wrong");
        }
        for (Message part : List.of(
                fragment(0, 2, 0),
                fragment(0, 2, FRAGMENT_BYTES - 1),
                fragment(0, 2, FRAGMENT_BYTES + 1),
                fragment(1, 2, 0),
                fragment(1, 2, FRAGMENT_BYTES + 1))) {
            refused(plain, frame(part), "the length of its fragment is wrong");
        }
        for (Message other : List.of(new EmptyMessage(A), new BytesMessage(A), new ObjectMessage(A, (Object) null))) {
            other.putHeader(id(FRAG4.class), new FragHeader(1, 1, 2));
            refused(plain, frame(other), "the length of its fragment is wrong");
        }
        refused(
                plain,
                frame(new BytesMessage(A, new byte[9])
                        .putHeader(id(FRAG4.class), new FragHeader(1, 1, 2).needsDeserialization(true))),
                "a fragment of another type is not expected");
        refused(
                new FrameCheck(new FrameRules(
                        Set.of(Message.BYTES_MSG), Map.of((short) 1, (short) 52, (short) 2, (short) 52), false, 9, 2)),
                frame(new BytesMessage(A, new byte[9])
                        .putHeader((short) 1, new FragHeader(1, 1, 2))
                        .putHeader((short) 2, new FragHeader(1, 1, 2))),
                "it has two headers of a fragment");
        Message[] many = new Message[65];
        Arrays.fill(many, fragment(1, 2, 9));
        refused(plain, list(many), "it has too many fragments");
        accepted(plain, list(Arrays.copyOf(many, 64)));
        FrameCheck without = new FrameCheck(FrameRules.plain(new NodeTcp(), List.of(new UNICAST4()), QUEUE_BYTES));
        refused(without, frame(fragment(1, 2, 9)), "a header of type 52");
    }

    @Test
    void lengthsBeyondTheFrameAreRefused() throws IOException {
        byte[] content = frame(new BytesMessage(A, new byte[4]));
        content[content.length - 8] = 0x7f;
        refused(plain, content, "its length is wrong");
        byte[] numbers = frame(new ObjectMessage(A, new SeqnoList(64, 5).add(17)));
        numbers[numbers.length - 20] = 0x7f;
        refused(plain, numbers, "its length is wrong");
        byte[] list = list(new EmptyMessage(A));
        for (int cut = 0; cut < list.length; cut++) {
            refused(plain, Arrays.copyOf(list, cut), "");
        }
        refused(plain, Arrays.copyOf(list, list.length + 1), "more follows its end");
    }

    @Test
    void failureDetectionAcceptsOnlyItsOwnMessages() throws Exception {
        FrameCheck check = new FrameCheck(FrameRules.failureDetection(new GuardedFailureDetection()));
        Message connect = new EmptyMessage().setSrc(A).putHeader(id(FD_SOCK2.class), new FD_SOCK2.FdHeader((byte) 12));
        byte[] own = bytes(connect);
        assertThatCode(() -> check.emptyMessage(own, 0, own.length)).doesNotThrowAnyException();

        byte[] other = bytes(new EmptyMessage().putHeader(id(GMS.class), new GMS.GmsHeader()));
        assertThatExceptionOfType(UnexpectedFrameException.class)
                .isThrownBy(() -> check.emptyMessage(other, 0, other.length));
    }

    @Test
    void randomlyAlteredFramesNeverFailUnexpectedly() throws IOException {
        Random random = new Random(20261126);
        List<byte[]> good = List.of(
                frame(new BytesMessage(A, new byte[20])
                        .putHeader(id(NAKACK4.class), NakAckHeader.createMessageHeader(7))),
                list(new EmptyMessage(A), new BytesMessage(A, new byte[9])));
        int refused = 0;
        for (int i = 0; i < RANDOM_FRAMES; i++) {
            byte[] bytes = good.get(i % 2).clone();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                plain.frame(bytes, 0, bytes.length);
            } catch (UnexpectedFrameException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(RANDOM_FRAMES / 4, RANDOM_FRAMES - 1);
    }

    private static byte[] bytes(Message message) throws Exception {
        ByteArray bytes = FD_SOCK2.messageToBuffer(message);
        return Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
    }

    private static Message fragment(int place, int number, int length) {
        return new BytesMessage(A, new byte[length]).putHeader(id(FRAG4.class), new FragHeader(1, place, number));
    }

    private static short id(Class<?> protocol) {
        return ClassConfigurator.getProtocolId(protocol);
    }

    static byte[] frame(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeMessage(message, new DataOutputStream(bytes), false);
        return bytes.toByteArray();
    }

    private static byte[] list(Message... messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Message> all = new ArrayList<>(Arrays.asList(messages));
        Util.writeMessageList(A, B, new byte[] {'t'}, all, new DataOutputStream(bytes), true);
        return bytes.toByteArray();
    }

    private static void accepted(FrameCheck check, byte[] frame) {
        assertThatCode(() -> check.frame(frame, 0, frame.length)).doesNotThrowAnyException();
    }

    private static void refused(FrameCheck check, byte[] frame, String why) {
        assertThatExceptionOfType(UnexpectedFrameException.class)
                .isThrownBy(() -> check.frame(frame, 0, frame.length))
                .withMessageContaining(why);
    }
}
