package rtc.muc.internal.protocol;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes messages: the head by a {@link MessageTemplate}, followed by the payload's original text. */
final class MessageWriter {

    private final MessageTemplate from;
    private final MessageTemplate peerStatus;
    private final MessageTemplate peerJoined;
    private final MessageTemplate peerLeft;
    private final MessageTemplate joined;
    private final MessageTemplate serverEvent;
    private final MessageTemplate pong;
    private final MessageTemplate renewed;
    private final MessageTemplate resumed;
    private final MessageTemplate failure;

    MessageWriter(Jsonb jsonb) {
        from = new MessageTemplate(
                jsonb, new PeerEvent("from", MessageTemplate.PLACEHOLDER, MessageTemplate.PLACEHOLDER));
        peerStatus = new MessageTemplate(jsonb, new OfPeer("peer_status", MessageTemplate.PLACEHOLDER));
        peerJoined = new MessageTemplate(jsonb, new OfPeer("peer_joined", MessageTemplate.PLACEHOLDER));
        peerLeft = new MessageTemplate(jsonb, new OfPeer("peer_left", MessageTemplate.PLACEHOLDER));
        joined = new MessageTemplate(jsonb, new Self("joined", MessageTemplate.PLACEHOLDER));
        serverEvent = new MessageTemplate(jsonb, new ServerSide("event", MessageTemplate.PLACEHOLDER));
        pong = new MessageTemplate(jsonb, new Bare("pong"));
        renewed = new MessageTemplate(jsonb, new Bare("renewed"));
        resumed = new MessageTemplate(jsonb, new Bare("resumed"));
        failure = new MessageTemplate(
                jsonb, new Fault("error", MessageTemplate.PLACEHOLDER, MessageTemplate.PLACEHOLDER));
    }

    String write(ServerMessage message) {
        if (message instanceof ServerMessage.From relayed) {
            return write(from, "data", relayed.data(), relayed.peer(), relayed.event());
        } else if (message instanceof ServerMessage.PeerStatus changed) {
            return write(peerStatus, "status", changed.status(), changed.peer());
        } else if (message instanceof ServerMessage.PeerJoined came) {
            return write(peerJoined, "status", came.status(), came.peer());
        } else if (message instanceof ServerMessage.PeerLeft left) {
            return write(peerLeft, "", null, left.peer());
        } else if (message instanceof ServerMessage.Joined answer) {
            return extended(write(joined, "peers", peers(answer.peers()), answer.id()), answer.extensions());
        } else if (message instanceof ServerMessage.ServerEvent event) {
            return write(serverEvent, "data", event.data(), event.event());
        } else if (message instanceof ServerMessage.Renewed answer) {
            return extended(write(renewed, "until", new JsonText(Long.toString(answer.until()))), answer.extensions());
        } else if (message instanceof ServerMessage.Failure error) {
            return write(error);
        } else if (message instanceof ServerMessage.Pong answer) {
            Long received = answer.received();
            return write(pong, "received", received == null ? null : new JsonText(received.toString()));
        } else if (message instanceof ServerMessage.Resumed answer) {
            return write(resumed, "received", new JsonText(Long.toString(answer.received())));
        }
        throw new IllegalArgumentException(message.getClass().getName());
    }

    private static String write(MessageTemplate head, String key, @Nullable JsonText payload, String... values) {
        if (payload == null) {
            return head.begin(1, values).append('}').toString();
        }
        return head.begin(key.length() + payload.text().length() + 5, values)
                .append(",\"")
                .append(key)
                .append("\":")
                .append(payload.text())
                .append('}')
                .toString();
    }

    private String write(ServerMessage.Failure error) {
        StringBuilder text = failure.begin(1, error.msg(), error.code().code());
        if (error.peer() != null) {
            failure.field(text, "peer", error.peer());
        }
        if (error.event() != null) {
            failure.field(text, "event", error.event());
        }
        return text.append('}').toString();
    }

    /** Adds fields to a message; their names need no escapes. */
    private static String extended(String message, Map<String, JsonText> fields) {
        if (fields.isEmpty()) {
            return message;
        }
        StringBuilder text = new StringBuilder(message);
        text.setLength(text.length() - 1);
        fields.forEach(
                (key, value) -> text.append(",\"").append(key).append("\":").append(value.text()));
        return text.append('}').toString();
    }

    /** Ids are created by the server and need no escapes. */
    private static JsonText peers(Map<String, JsonText> peers) {
        StringBuilder text = new StringBuilder("{");
        for (Iterator<Map.Entry<String, JsonText>> all = peers.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, JsonText> peer = all.next();
            text.append('"')
                    .append(peer.getKey())
                    .append("\":")
                    .append(peer.getValue().text());
            text.append(all.hasNext() ? "," : "");
        }
        return new JsonText(text.append('}').toString());
    }

    /** Head of messages about one peer. Like the other heads, this record is public only for JSON-B. */
    @JsonbPropertyOrder({"type", "peer"})
    public record OfPeer(String type, String peer) {}

    /** Head of a message that contains only a type and perhaps a payload. */
    public record Bare(String type) {}

    /** Head of {@code from}. */
    @JsonbPropertyOrder({"type", "peer", "event"})
    public record PeerEvent(String type, String peer, String event) {}

    /** Head of {@code event}. */
    @JsonbPropertyOrder({"type", "event"})
    public record ServerSide(String type, String event) {}

    /** Head of {@code joined}. */
    @JsonbPropertyOrder({"type", "id"})
    public record Self(String type, String id) {}

    /** Head of {@code error}. */
    @JsonbPropertyOrder({"type", "msg", "code"})
    public record Fault(String type, String msg, String code) {}
}
