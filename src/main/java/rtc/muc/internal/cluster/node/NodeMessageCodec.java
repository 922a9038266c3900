package rtc.muc.internal.cluster.node;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.cluster.LinkContext;
import rtc.muc.internal.cluster.NodeMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RosterEntry;

/**
 * The binary format of the messages between nodes: a mark, the version of the format, the kind of message, and its
 * fields. Numbers are big-endian; a text is encoded as its length in bytes followed by its UTF-8 bytes. Every change of
 * the format gets a new version. Nodes ignore versions that they do not know, so nodes of different versions never
 * share a session.
 */
final class NodeMessageCodec {

    /** The maximum size of a message in bytes, which suffices if each character of the heaviest one has three bytes. */
    static final int MOST_BYTES = LinkContext.MOST_WEIGHT / 2 * 3;

    static final int MARK = 0x4D55;
    static final int VERSION = 3;

    static final int BEAT = 1;
    static final int BYE = 2;
    static final int JOIN = 3;
    static final int STATUS = 4;
    static final int LEAVE = 5;
    static final int RELAY = 6;

    private static final int MOST_ID = 200;

    /** Allows only characters that JSON does not escape, because ids are copied into messages unchanged. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.~-]+");

    private NodeMessageCodec() {}

    /**
     * {@return the bytes of a message}
     *
     * @throws IllegalArgumentException if the message is too large
     */
    static byte[] encode(NodeMessage message) {
        return encode(message, MOST_BYTES);
    }

    /** {@return the bytes of a message, at most this number} */
    static byte[] encode(NodeMessage message, int most) {
        byte[] bytes = new NodeMessageWriter().write(message);
        if (bytes.length > most) {
            throw new IllegalArgumentException("a message of " + bytes.length + " bytes is too large for other nodes");
        }
        return bytes;
    }

    /** {@return the message that the bytes encode} */
    static NodeMessage decode(byte[] bytes) throws InvalidNodeMessageException {
        if (bytes.length > MOST_BYTES) {
            throw new InvalidNodeMessageException("the message is too long");
        }
        MessageBytes from = new MessageBytes(bytes);
        if ((from.number8() << 8 | from.number8()) != MARK) {
            throw new InvalidNodeMessageException("it is of another application");
        }
        int version = from.number8();
        if (version != VERSION) {
            throw new InvalidNodeMessageException(
                    "its version is " + version + ", but this node knows only version " + VERSION);
        }
        NodeMessage message = message(from.number8(), from);
        from.end();
        return message;
    }

    private static NodeMessage message(int type, MessageBytes from) throws InvalidNodeMessageException {
        long mine = from.number64();
        if (type == BYE) {
            return new NodeMessage.Bye(mine);
        }
        long theirs = from.number64();
        if (type == BEAT) {
            return new NodeMessage.Beat(mine, theirs, from.flag(), from.number64());
        }
        return new NodeMessage.Numbered(mine, theirs, from.number64(), change(type, from));
    }

    private static NodeMessage.Change change(int type, MessageBytes from) throws InvalidNodeMessageException {
        try {
            return switch (type) {
                case JOIN -> join(from);
                case STATUS -> new NodeMessage.Status(id(from), status(from));
                case LEAVE -> new NodeMessage.Leave(id(from));
                case RELAY -> relay(from);
                default -> new NodeMessage.Request(new NodeRequestReader(from).read(type));
            };
        } catch (RefusedRoomException refused) {
            from.skip();
            return new NodeMessage.InRefusedRoom();
        }
    }

    private static NodeMessage.Join join(MessageBytes from) throws InvalidNodeMessageException, RefusedRoomException {
        String wireId = id(from);
        RoomName room = room(from);
        long time = from.number64();
        String id = id(from);
        JsonText status = status(from);
        Instant joinedAt = instant(from.number64(), from.number32());
        Optional<String> principal = Optional.of(from.text());
        String address = from.text();
        PeerIdentity identity = new PeerIdentity(principal, address, site(from.text()));
        RosterEntry peer = new RosterEntry(id, status, joinedAt, identity, from.text());
        return new NodeMessage.Join(wireId, new PresentedPeer(room, peer, time, from.flag()));
    }

    private static NodeMessage.Relay relay(MessageBytes from) throws InvalidNodeMessageException {
        String recipient = id(from);
        String sender = id(from);
        String event = from.text();
        return new NodeMessage.Relay(recipient, new ServerMessage.From(sender, event, data(from)));
    }

    static @Nullable JsonText data(MessageBytes from) throws InvalidNodeMessageException {
        boolean hasData = from.flag();
        String text = from.text();
        return hasData ? new JsonText(text) : null;
    }

    static String id(MessageBytes from) throws InvalidNodeMessageException {
        String id = from.text(MOST_ID);
        if (!ID.matcher(id).matches()) {
            throw new InvalidNodeMessageException("an id has other characters");
        }
        return id;
    }

    private static JsonText status(MessageBytes from) throws InvalidNodeMessageException {
        JsonText status = new JsonText(from.text());
        if (!status.isObject()) {
            throw new InvalidNodeMessageException("a status is not an object");
        }
        return status;
    }

    /** @throws RefusedRoomException if no client of this node can join the room */
    static RoomName room(MessageBytes from) throws InvalidNodeMessageException, RefusedRoomException {
        String name = from.text();
        try {
            RoomName room = new RoomName(name);
            if (room.value().equals(name)) {
                return room;
            }
            throw new RefusedRoomException("the name of a room is not normalized");
        } catch (IllegalArgumentException invalid) {
            throw new RefusedRoomException("the name of a room is invalid", invalid);
        }
    }

    private static Instant instant(long seconds, int nanos) throws InvalidNodeMessageException {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException invalid) {
            throw new InvalidNodeMessageException("a time is out of bounds", invalid);
        }
    }

    private static Optional<IpAddress> site(String digits) throws InvalidNodeMessageException {
        Optional<IpAddress> site = IpAddress.of(digits);
        if (site.isEmpty() && !digits.isEmpty()) {
            throw new InvalidNodeMessageException("an address is invalid");
        }
        return site;
    }
}
