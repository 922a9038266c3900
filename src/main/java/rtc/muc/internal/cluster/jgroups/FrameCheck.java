package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import org.jgroups.Address;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.Version;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FragHeader;
import org.jgroups.protocols.TP;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArrayDataInputStream;
import org.jgroups.util.SeqnoList;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a frame has a form that nodes send, before JGroups reads it. Without this check, JGroups would create
 * messages, headers and objects of any type that the frame names, even through Java serialization, and arrays of any
 * length that the frame states. Thread-safe.
 */
final class FrameCheck {

    private static final int MOST_HEADERS = 16;

    /**
     * The maximum number of fragments in a frame. The lists that JGroups sends have room for one fragment of full
     * length and for the last fragments of a few more messages.
     */
    private static final int MOST_FRAGMENTS_IN_FRAME = 64;

    private static final short SEQUENCE_NUMBERS = ClassConfigurator.getMagicNumber(SeqnoList.class);

    private final FrameRules rules;

    FrameCheck(FrameRules rules) {
        this.rules = rules;
    }

    /**
     * Checks a frame of the transport: a message or a list of messages. Accepts frames of other versions of JGroups,
     * because JGroups itself reports and drops them.
     *
     * @throws UnexpectedFrameException if no node sends such a frame
     */
    void frame(byte[] bytes, int offset, int length) throws UnexpectedFrameException {
        check(bytes, offset, length, in -> {
            if (!Version.isBinaryCompatible(in.readShort())) {
                in.advance(in.available());
                return;
            }
            int flags = in.readByte();
            require((flags & ~(TP.LIST | TP.MULTICAST)) == 0, "its flags are unknown");
            int messages = (flags & TP.LIST) == 0 ? 1 : list(in);
            int fragments = 0;
            for (int message = 0; message < messages; message++) {
                fragments += type(in.readShort(), in) ? 1 : 0;
                require(fragments <= MOST_FRAGMENTS_IN_FRAME, "it has too many fragments");
            }
        });
    }

    /**
     * Checks a message of {@code FD_SOCK2}, which has no content and does not state its type.
     *
     * @throws UnexpectedFrameException if no node sends such a message
     */
    void emptyMessage(byte[] bytes, int offset, int length) throws UnexpectedFrameException {
        check(bytes, offset, length, in -> require(!type(Message.EMPTY_MSG, in), "it is a fragment"));
    }

    private static void check(byte[] bytes, int offset, int length, Format format) throws UnexpectedFrameException {
        try {
            ByteArrayDataInputStream in = new ByteArrayDataInputStream(bytes, offset, length);
            format.read(in);
            require(in.available() == 0, "more follows its end");
        } catch (UnexpectedFrameException refused) {
            throw refused;
        } catch (IOException | ClassNotFoundException | RuntimeException malformed) {
            throw new UnexpectedFrameException("it is malformed");
        }
    }

    /** {@return the number of messages in a list, after reading its head} */
    private static int list(ByteArrayDataInputStream in) throws IOException {
        address(in);
        address(in);
        short cluster = in.readShort();
        if (cluster > 0) {
            skip(cluster, in);
        }
        int messages = in.readInt();
        require(messages >= 0 && messages <= in.available(), "its length is wrong");
        return messages;
    }

    /** Checks a message of this type, and returns whether it is a fragment of a longer message. */
    private boolean type(short type, ByteArrayDataInputStream in) throws IOException, ClassNotFoundException {
        require(rules.types().contains(type), "a message of type " + type + " is not expected");
        byte parts = in.readByte();
        require((parts & ~3) == 0, "its parts are unknown");
        short flags = in.readShort();
        require(
                rules.serialized() || (flags & Message.Flag.SERIALIZED.value()) == 0,
                "it contains a serialized object");
        for (int address = Integer.bitCount(parts); address > 0; address--) {
            address(in);
        }
        FragHeader fragment = headers(in);
        int length = content(type, in);
        if (fragment != null) {
            fragment(fragment, length);
        }
        return fragment != null;
    }

    /** {@return the fragment header; null if there is none} */
    private @Nullable FragHeader headers(ByteArrayDataInputStream in) throws IOException, ClassNotFoundException {
        int headers = in.readShort();
        require(headers >= 0 && headers <= MOST_HEADERS, "it has too many headers");
        FragHeader fragment = null;
        for (int header = 0; header < headers; header++) {
            if (header(in) instanceof FragHeader found) {
                require(fragment == null, "it has two headers of a fragment");
                fragment = found;
            }
        }
        return fragment;
    }

    private Header header(ByteArrayDataInputStream in) throws IOException, ClassNotFoundException {
        short protocol = in.readShort();
        short type = in.readShort();
        Short expected = rules.headers().get(protocol);
        require(
                expected != null && expected == type,
                "a header of type " + type + " for protocol " + protocol + " is not expected");
        Header header = ClassConfigurator.create(type);
        header.readFrom(in);
        return header;
    }

    /**
     * Checks a fragment, because JGroups creates an array for all fragments of a message when the first one arrives.
     */
    private void fragment(FragHeader fragment, int length) throws UnexpectedFrameException {
        require(
                fragment.num_frags > 1 && fragment.num_frags <= rules.mostFragments(),
                "the number of its fragments is wrong");
        require(
                fragment.frag_id >= 0 && fragment.frag_id < fragment.num_frags,
                "its place among the fragments is wrong");
        boolean last = fragment.frag_id == fragment.num_frags - 1;
        require(
                last ? length > 0 && length <= rules.fragmentBytes() : length == rules.fragmentBytes(),
                "the length of its fragment is wrong");
        require(
                !fragment.needs_deserialization && fragment.original_type == 0,
                "a fragment of another type is not expected");
    }

    /** {@return the number of bytes in a message of bytes; -1 if there are none, or for a message of another type} */
    private static int content(short type, ByteArrayDataInputStream in) throws IOException {
        if (type == Message.BYTES_MSG) {
            int length = in.readInt();
            if (length != -1) {
                skip(length, in);
            }
            return length;
        }
        if (type == Message.OBJ_MSG) {
            object(in);
        }
        return -1;
    }

    /** Checks an object. Nodes send only one kind of object: the numbers of messages that they have not received. */
    private static void object(ByteArrayDataInputStream in) throws IOException {
        if (in.readByte() == 0) {
            return;
        }
        require(in.readShort() == SEQUENCE_NUMBERS, "it contains an object that is not expected");
        int numbers = in.readInt();
        in.readLong();
        require(numbers > 0, "its length is wrong");
        skip(((numbers - 1) / Long.SIZE + 1) * (long) Long.BYTES, in);
    }

    private static void address(ByteArrayDataInputStream in) throws IOException {
        byte kind = in.readByte();
        if (kind == Address.UUID_ADDR) {
            new UUID().readFrom(in);
        } else if (kind == Address.IP_ADDR) {
            new IpAddress().readFrom(in);
        } else {
            require(kind == Address.NULL, "an address of kind " + kind + " is not expected");
        }
    }

    private static void skip(long length, ByteArrayDataInputStream in) throws IOException {
        require(length >= 0 && length <= in.available(), "its length is wrong");
        in.advance((int) length);
    }

    private static void require(boolean expected, String why) throws UnexpectedFrameException {
        if (!expected) {
            throw new UnexpectedFrameException(why);
        }
    }

    @FunctionalInterface
    private interface Format {

        void read(ByteArrayDataInputStream in) throws IOException, ClassNotFoundException;
    }
}
