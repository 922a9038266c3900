package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.core.HandshakeException;

/** The one Tyrus client of this process, on the JDK's own sockets; with one for each connection come hundreds of threads. */
final class Tyrus {

    /** How long the server may take to answer, on an open connection. When it is over Tyrus closes that. */
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(8);

    /** Room for a frame with the statuses of some thousand peers. */
    private static final int MAX_FRAME_BYTES = 8 << 20;

    private static final ClientManager CLIENT = client();

    private Tyrus() {}

    private static ClientManager client() {
        var client = ClientManager.createClient("org.glassfish.tyrus.container.jdk.client.JdkClientContainer");
        client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, MAX_FRAME_BYTES);
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, (int) HANDSHAKE_LIMIT.toMillis());
        return client;
    }

    /**
     * Connects, and blocks the calling thread meanwhile.
     *
     * @throws SignalingException if that fails
     */
    static Session connect(Endpoint endpoint, ClientEndpointConfig config, URI address) {
        try {
            return CLIENT.connectToServer(endpoint, config, escapedTwice(address));
        } catch (DeploymentException | IOException e) {
            throw failure(e);
        }
    }

    /** The JDK container puts the decoded path into its request line; what is escaped twice arrives escaped once. */
    private static URI escapedTwice(URI address) {
        return URI.create(address.toString().replace("%", "%25"));
    }

    private static SignalingException failure(Exception failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof HandshakeException)) {
            root = root.getCause();
        }
        return root instanceof HandshakeException refusal
                ? SignalingException.refused(refusal.getHttpStatusCode(), failure)
                : SignalingException.unreachable(root);
    }
}
