package rtc.bench;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The simplest relay possible: no server on this container can cost less, so ours is measured against it. It
 * understands {@code join}, {@code to} and {@code status} only in the exact form that the load sends, checks nothing,
 * treats all rooms as one, announces neither joins nor leaves, and limits nothing.
 */
@ServerEndpoint("/muc/{room}")
public class BareEndpoint {

    private static final Map<String, Session> PEERS = new ConcurrentHashMap<>();

    private static final String JOIN = "{\"type\":\"join\"";
    private static final String TO = "{\"type\":\"to\",\"peer\":\"";
    private static final String STATUS = "{\"type\":\"status\",\"status\":";

    private final String id = UUID.randomUUID().toString();

    @OnMessage
    public void onMessage(String text, Session session) {
        if (text.startsWith(TO)) {
            int end = text.indexOf('"', TO.length());
            Session recipient = PEERS.get(text.substring(TO.length(), end));
            if (recipient != null) {
                send(recipient, "{\"type\":\"from\",\"peer\":\"" + id + text.substring(end));
            }
        } else if (text.startsWith(STATUS)) {
            String status = text.substring(STATUS.length());
            String told = "{\"type\":\"peer_status\",\"peer\":\"" + id + "\",\"status\":" + status;
            PEERS.forEach((peer, recipient) -> {
                if (!peer.equals(id)) {
                    send(recipient, told);
                }
            });
        } else if (text.startsWith(JOIN)) {
            PEERS.put(id, session);
            send(session, "{\"type\":\"joined\",\"id\":\"" + id + "\",\"peers\":{}}");
        }
    }

    @OnClose
    public void onClose() {
        PEERS.remove(id);
    }

    private static void send(Session recipient, String text) {
        recipient.getAsyncRemote().sendText(text, result -> {});
    }
}
