package rtc.bench;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that relays: what anything on this container pays, and so the measure of ours. It knows {@code join},
 * {@code to} and {@code status} written as the load writes them, believes what it is told, takes all rooms for one,
 * tells nobody who came or left, and bounds nothing.
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
