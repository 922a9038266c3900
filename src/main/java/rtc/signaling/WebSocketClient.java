package rtc.signaling;

import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.util.function.Consumer;

/** The WebSocket implementation that channels use. */
interface WebSocketClient {

    /**
     * Tyrus on the JDK's sockets if it is on the class path, or else the WebSocket client of the application server.
     */
    static WebSocketClient available() {
        return Available.CLIENT;
    }

    /**
     * Connects. Blocks the calling thread until the connection is made.
     *
     * @throws SignalingException if connecting fails
     */
    void connect(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings);

    /** A connection has ended. Called once for each connection that was made. */
    void disconnected();

    /** Whether this client supports the proxy setting of a channel. */
    boolean supportsProxies();

    /**
     * Passes on the texts that a session receives.
     *
     * @param maxChars the maximum number of characters of a text
     * @param tooLarge runs for a longer text, which is not passed on
     */
    void receive(Session session, int maxChars, Consumer<String> texts, Runnable tooLarge);

    /**
     * Closes the connection of a session that this side has closed, if the implementation has left the connection open.
     */
    void closed(Session session);

    /** Holds the client, which is chosen when it is first needed. */
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
