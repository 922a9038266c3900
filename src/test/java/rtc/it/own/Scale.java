package rtc.it.own;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Tells how long a text is, however long it is. */
@ServerEndpoint("/scale")
public class Scale {

    /** For the container. */
    public Scale() {}

    /** Weighs a text. */
    @OnMessage(maxMessageSize = Integer.MAX_VALUE)
    public String length(String text) {
        return Integer.toString(text.length());
    }
}
