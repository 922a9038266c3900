package rtc.signaling;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.core.HandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The one Tyrus client of this process, on the JDK's own sockets; with one for each connection come hundreds of
 * threads.
 *
 * <p>What each connection wants of its own has to be a property of the client. It is set under a lock that is given
 * back as soon as the client has copied its properties, which it has when it asks for the headers of the request:
 * nobody waits for anybody else's handshake.
 */
final class Tyrus {

    private static final ClientManager CLIENT = ClientManager.createClient(
            "org.glassfish.tyrus.container.jdk.client.JdkClientContainer", new TyrusSessions());

    /** The buffer for a frame that has not come wholly also takes what came with its end. */
    private static final int ONE_READ = 64 << 10;

    private static final ReentrantLock PROPERTIES = new ReentrantLock();

    private Tyrus() {}

    /**
     * Connects, and blocks the calling thread meanwhile.
     *
     * @throws SignalingException if that fails
     */
    static void connect(Endpoint endpoint, URI address, WebSocketSettings settings) {
        var request = new UpgradeRequest(settings.headers(), Tyrus::unlock);
        PROPERTIES.lock();
        try {
            set(CLIENT.getProperties(), settings);
            var unused = CLIENT.connectToServer(endpoint, request.config(), escapedTwice(address));
        } catch (DeploymentException | IOException e) {
            throw failure(e, request);
        } finally {
            unlock();
        }
    }

    private static void unlock() {
        if (PROPERTIES.isHeldByCurrentThread()) {
            PROPERTIES.unlock();
        }
    }

    private static void set(Map<String, Object> properties, WebSocketSettings settings) {
        properties.put(
                ClientProperties.INCOMING_BUFFER_SIZE,
                Math.min(settings.maxMessageSize(), Integer.MAX_VALUE - ONE_READ) + ONE_READ);
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, (int)
                settings.handshakeTimeout().toMillis());
        set(properties, ClientProperties.PROXY_URI, settings.proxy());
        var tls = settings.tls();
        set(properties, ClientProperties.SSL_ENGINE_CONFIGURATOR, tls == null ? null : new SslEngineConfigurator(tls));
    }

    private static void set(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.put(name, value);
        }
    }

    /** The JDK container puts the decoded path into its request line; what is escaped twice arrives escaped once. */
    private static URI escapedTwice(URI address) {
        return URI.create(address.toString().replace("%", "%25"));
    }

    private static SignalingException failure(Exception failure, UpgradeRequest request) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof HandshakeException)) {
            root = root.getCause();
        }
        return root instanceof HandshakeException refusal
                ? SignalingException.refused(refusal.getHttpStatusCode(), request.retryAfter(), failure)
                : SignalingException.unreachable(root);
    }
}
