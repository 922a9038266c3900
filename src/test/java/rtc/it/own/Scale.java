package rtc.it.own;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers each text with its length; accepts texts of any size. */
@ServerEndpoint("/scale")
public class Scale {

    /** For the container. */
    public Scale() {}

    /** {@return the length of a text} */
    @OnMessage(maxMessageSize = Integer.MAX_VALUE)
    public String length(String text) {
        return Integer.toString(text.length());
    }
}
