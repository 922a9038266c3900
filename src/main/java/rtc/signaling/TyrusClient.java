package rtc.signaling;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.core.HandshakeException;
import org.jspecify.annotations.Nullable;
import rtc.signaling.tyrus.ObservedContainer;

/**
 * The only Tyrus client of this process, which uses the JDK's asynchronous sockets. One client per connection would
 * need hundreds of threads.
 *
 * <p>Tyrus reads the settings of a connection from the properties of the client. The properties are set under a lock,
 * which is released as soon as Tyrus has copied them, that is, when Tyrus asks for the headers of the request. Thus no
 * connection waits for the handshake of another one.
 */
final class TyrusClient {

    private static final ClientManager CLIENT =
            ClientManager.createClient(ObservedContainer.class.getName(), new TyrusContainer());

    /** The buffer for an incomplete frame also stores the bytes that are read together with the end of the frame. */
    private static final int ONE_READ = 64 << 10;

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final ReentrantLock PROPERTIES = new ReentrantLock();

    private final Endpoint endpoint;
    private final WebSocketAddress address;
    private final WebSocketSettings settings;
    private final Credentials credentials;
    private final @Nullable HttpProxy proxy;

    private TyrusClient(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings) {
        this.endpoint = endpoint;
        this.address = address;
        this.settings = settings;
        this.credentials = Credentials.ask(settings);
        this.proxy = HttpProxy.of(address, settings.proxy());
    }

    /**
     * Connects. Blocks the calling thread until the connection is made.
     *
     * @throws SignalingException if connecting fails
     */
    static void connect(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings) {
        new TyrusClient(endpoint, address, settings).connect();
    }

    private void connect() {
        try {
            connect(proxy == null ? Map.of() : proxy.headers());
        } catch (SignalingException e) {
            var authenticated = proxy != null && e.httpStatus().orElse(0) == PROXY_AUTHENTICATION_REQUIRED
                    ? proxy.authenticate(address)
                    : null;
            if (authenticated == null) {
                throw e;
            }
            connect(authenticated);
        }
    }

    private void connect(Map<String, String> proxyHeaders) {
        var trust = address.secure() ? settings.trust() : null;
        try {
            var target = target();
            var request = new UpgradeRequest(credentials, headersFor(target), TyrusClient::unlock);
            var tls = trust == null ? null : new NamedTls(trust, address.host(), request::tlsFailed);
            PROPERTIES.lockInterruptibly();
            try {
                set(CLIENT.getProperties(), tls, proxyHeaders);
                var unused = CLIENT.connectToServer(
                        endpoint, request.config(), UriComponent.escapedTwice(target, credentials.query()));
            } catch (DeploymentException | IOException e) {
                request.abandon();
                throw ConnectFailures.named(e, TyrusClient::status, address, request);
            } finally {
                unlock();
            }
        } catch (IOException | InterruptedException e) {
            throw SignalingException.unreachable(e);
        }
    }

    /**
     * The address for Tyrus. It has the IP address of the host in place of its name if Tyrus could not resolve the
     * name, or if the host has several addresses, one of which is chosen here.
     */
    private URI target() throws IOException {
        boolean isName = !address.isIp();
        boolean isKnownToUri = address.uri().getHost() != null;
        if (isName && isKnownToUri && proxy != null) {
            return address.uri();
        }
        var addresses = List.of(InetAddress.getAllByName(address.host()));
        if (addresses.size() > 1) {
            return address.at(Addresses.reachable(addresses, address.effectivePort(), settings.connectTimeout()));
        }
        return isName && isKnownToUri ? address.uri() : address.at(addresses.get(0));
    }

    private Map<String, String> headersFor(URI target) {
        var host = address.hostHeader();
        return target.equals(address.uri())
                ? Map.of()
                : Map.of("Host", host, "Origin", (address.secure() ? "https://" : "http://") + host);
    }

    private static void unlock() {
        if (PROPERTIES.isHeldByCurrentThread()) {
            PROPERTIES.unlock();
        }
    }

    private void set(Map<String, Object> properties, @Nullable NamedTls tls, Map<String, String> proxyHeaders) {
        properties.put(
                ClientProperties.INCOMING_BUFFER_SIZE,
                Math.min(settings.maxMessageSize(), Integer.MAX_VALUE - ONE_READ) + ONE_READ);
        properties.put(ClientProperties.HANDSHAKE_TIMEOUT, (int)
                settings.handshakeTimeout().toMillis());
        set(properties, ClientProperties.PROXY_URI, settings.proxy());
        set(properties, ClientProperties.PROXY_HEADERS, proxyHeaders.isEmpty() ? null : proxyHeaders);
        set(properties, ClientProperties.SSL_ENGINE_CONFIGURATOR, tls);
    }

    private static void set(Map<String, Object> properties, String name, @Nullable Object value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.put(name, value);
        }
    }

    private static int status(Throwable failure) {
        return failure instanceof HandshakeException refusal ? refusal.getHttpStatusCode() : 0;
    }

    /**
     * Configures TLS with the name of the host, even if Tyrus knows only the IP address, so that the name is verified.
     */
    private static final class NamedTls extends SslEngineConfigurator {

        private final String host;
        private final Consumer<SSLException> failed;

        NamedTls(SSLContext context, String host, Consumer<SSLException> failed) {
            super(context);
            this.host = host;
            this.failed = failed;
        }

        @Override
        public SSLEngine createSSLEngine(String target) {
            return new TlsEngine(super.createSSLEngine(host), failed);
        }
    }
}
