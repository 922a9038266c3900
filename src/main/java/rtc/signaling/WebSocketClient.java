package rtc.signaling;

import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.util.function.Consumer;

/** The WebSocket implementation that channels use. */
interface WebSocketClient {

    /** Tyrus on the JDK's sockets if it is on the class path; in an application on a server, the client of that server. */
    static WebSocketClient available() {
        return Available.CLIENT;
    }

    /**
     * Connects, and blocks the calling thread meanwhile.
     *
     * @throws SignalingException if that fails
     */
    void connect(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings);

    /** A connection has ended. Called once for each that was made. */
    void disconnected();

    /** Whether it connects through proxies with the settings of a channel. */
    boolean supportsProxies();

    /**
     * Passes on the texts that a session receives.
     *
     * @param maxChars the most characters of a text
     * @param tooLarge is run for a longer text, which is not passed on
     */
    void receive(Session session, int maxChars, Consumer<String> texts, Runnable tooLarge);

    /** Ends what the implementation may have left open of a session that has been closed here. */
    void closed(Session session);

    /** Chosen when it is first needed. */
    final class Available {

        private static final WebSocketClient CLIENT = isTyrusPresent() ? new TyrusWebSockets() : new ServerWebSockets();

        private Available() {}

        private static boolean isTyrusPresent() {
            try {
                var unused = Class.forName(
                        "org.glassfish.tyrus.container.jdk.client.JdkClientContainer",
                        false,
                        WebSocketClient.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }
    }
}
