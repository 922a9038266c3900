package rtc.muc.protocol;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages: JSON-B writes the head, the fields of the protocol's own; the payload's text is spliced in behind it
 * as it came.
 */
final class MessageWriter {

    private final Jsonb jsonb;

    MessageWriter(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    String write(ServerMessage message) {
        if (message instanceof ServerMessage.From from) {
            return splice(new EventHead("from", from.peer(), from.event()), "data", from.data());
        } else if (message instanceof ServerMessage.PeerStatus changed) {
            return splice(new PeerHead("peer_status", changed.peer()), "status", changed.status());
        } else if (message instanceof ServerMessage.PeerJoined joined) {
            return splice(new PeerHead("peer_joined", joined.peer()), "status", joined.status());
        } else if (message instanceof ServerMessage.PeerLeft left) {
            return jsonb.toJson(new PeerHead("peer_left", left.peer()));
        } else if (message instanceof ServerMessage.Joined joined) {
            return splice(new JoinedHead("joined", joined.id()), "peers", peers(joined.peers()));
        } else if (message instanceof ServerMessage.ServerEvent event) {
            return splice(new ServerEventHead("event", event.event()), "data", event.data());
        } else if (message instanceof ServerMessage.Failure failure) {
            return jsonb.toJson(
                    new FailureHead("error", failure.msg(), failure.code().code()));
        }
        throw new IllegalArgumentException(message.getClass().getName());
    }

    private String splice(Object head, String key, @Nullable JsonText payload) {
        String text = jsonb.toJson(head);
        if (payload == null) {
            return text;
        }
        return new StringBuilder(text.length() + key.length() + payload.text().length() + 4)
                .append(text, 0, text.length() - 1)
                .append(",\"")
                .append(key)
                .append("\":")
                .append(payload.text())
                .append('}')
                .toString();
    }

    /** Ids are the server's own and hold nothing that JSON would escape. */
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

    /** Head of the messages about one peer. */
    @JsonbPropertyOrder({"type", "peer"})
    public record PeerHead(String type, String peer) {}

    /** Head of {@code from}. */
    @JsonbPropertyOrder({"type", "peer", "event"})
    public record EventHead(String type, String peer, String event) {}

    /** Head of {@code event}. */
    @JsonbPropertyOrder({"type", "event"})
    public record ServerEventHead(String type, String event) {}

    /** Head of {@code joined}. */
    @JsonbPropertyOrder({"type", "id"})
    public record JoinedHead(String type, String id) {}

    /** The whole of {@code error}. */
    @JsonbPropertyOrder({"type", "msg", "code"})
    public record FailureHead(String type, String msg, String code) {}
}
