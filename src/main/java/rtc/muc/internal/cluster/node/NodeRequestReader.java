package rtc.muc.internal.cluster.node;

import java.time.Duration;
import java.util.Optional;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;
import rtc.muc.internal.room.NodeRequest;

/** Reads the requests that nodes send each other. See {@link NodeMessageCodec} for the format. */
final class NodeRequestReader {

    static final int SEND = 7;
    static final int SEND_TO_ALL = 8;
    static final int END = 9;
    static final int END_IDENTITY = 10;
    static final int BAN = 11;
    static final int MISSED_RESUME = 12;

    private final MessageBytes from;

    NodeRequestReader(MessageBytes from) {
        this.from = from;
    }

    NodeRequest read(int kind) throws InvalidNodeMessageException, RefusedRoomException {
        return switch (kind) {
            case SEND -> new NodeRequest.Send(NodeMessageCodec.room(from), NodeMessageCodec.id(from), event());
            case SEND_TO_ALL -> new NodeRequest.SendToAll(NodeMessageCodec.room(from), event());
            case END -> new NodeRequest.End(NodeMessageCodec.room(from), NodeMessageCodec.id(from));
            case END_IDENTITY -> new NodeRequest.EndIdentity(principal());
            case BAN -> new NodeRequest.Ban(principal(), version(), NodeMessageCodec.id(from), time(), time());
            case MISSED_RESUME -> missedResume();
            default -> throw new InvalidNodeMessageException("its kind is unknown: " + kind);
        };
    }

    private NodeRequest.MissedResume missedResume() throws InvalidNodeMessageException, RefusedRoomException {
        RoomName room = NodeMessageCodec.room(from);
        Optional<String> principal = Optional.of(from.text()).filter(name -> !name.isEmpty());
        return new NodeRequest.MissedResume(room, principal, NodeMessageCodec.id(from), time());
    }

    private ServerEvent event() throws InvalidNodeMessageException {
        return new ServerEvent(from.text(), NodeMessageCodec.data(from));
    }

    private String principal() throws InvalidNodeMessageException {
        String principal = from.text();
        if (principal.isEmpty()) {
            throw new InvalidNodeMessageException("a principal has no name");
        }
        return principal;
    }

    private long version() throws InvalidNodeMessageException {
        long version = from.number64();
        if (version <= 0) {
            throw new InvalidNodeMessageException("a version is not positive");
        }
        return version;
    }

    private Duration time() throws InvalidNodeMessageException {
        long nanos = from.number64();
        if (nanos < 0) {
            throw new InvalidNodeMessageException("a time is negative");
        }
        return Duration.ofNanos(nanos);
    }
}
