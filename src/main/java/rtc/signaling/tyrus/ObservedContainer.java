package rtc.signaling.tyrus;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.core.CloseReasons;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The JDK container of Tyrus, extended to report each attempt to connect and the answer to each handshake. Tyrus itself
 * reports the answer only in some cases, and never for a redirect.
 */
public final class ObservedContainer extends JdkClientContainer {

    /** One attempt to connect, over a socket of its own. */
    public interface Attempt {

        /**
         * Makes the attempt fail now instead of at the timeout of the handshake. Called only before there is an answer.
         *
         * @param why the cause of the exception that Tyrus throws
         */
        void fail(Throwable why);

        /** Closes the socket, if it is open. */
        void close();
    }

    /** Observes how Tyrus connects. The configurator of an endpoint may implement this interface. */
    public interface Observer {

        /**
         * Tyrus is about to connect.
         *
         * @param attempt the attempt, which the observer may end
         */
        void connecting(Attempt attempt);

        /**
         * The server has answered, and Tyrus has not yet processed the answer.
         *
         * @param status the HTTP status
         * @param headers the headers, by name
         */
        void answered(int status, Map<String, List<String>> headers);

        /**
         * Runs a task after a delay.
         *
         * @param delay the delay
         * @param task the task, which must return at once
         */
        void later(Duration delay, Runnable task);
    }

    /** Called by Tyrus. */
    public ObservedContainer() {}

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException, IOException {
        super.openClientSocket(
                config,
                properties,
                config.getConfigurator() instanceof Observer observer ? new ObservedEngine(engine, observer) : engine);
    }

    private static final class ObservedEngine implements ClientEngine {

        private final ClientEngine engine;
        private final Observer observer;
        private volatile @Nullable EngineAttempt attempt;
        private volatile @Nullable Connection connection;

        ObservedEngine(ClientEngine engine, Observer observer) {
            this.engine = engine;
            this.observer = observer;
        }

        @Override
        public UpgradeRequest createUpgradeRequest(TimeoutHandler timeoutHandler) {
            var next = new EngineAttempt(engine, timeoutHandler);
            attempt = next;
            observer.connecting(next);
            return engine.createUpgradeRequest(timeoutHandler);
        }

        @Override
        public ClientUpgradeInfo processResponse(
                UpgradeResponse response, Writer writer, Connection.CloseListener closeListener) {
            observer.answered(response.getStatus(), response.getHeaders());
            var bounded = new BoundedWriter(writer, this::abandon, this::cutSocket, observer::later);
            return new ObservedUpgrade(engine.processResponse(response, bounded, closeListener), this);
        }

        /**
         * Closes the socket, and ends the connection as Tyrus ends a lost one, because Tyrus does not notice the closed
         * socket.
         */
        private void abandon() {
            cutSocket();
            var open = connection;
            if (open != null) {
                open.close(CloseReasons.CLOSED_ABNORMALLY.getCloseReason());
            }
        }

        private void cutSocket() {
            var last = attempt;
            if (last != null) {
                ClientSocket.cut(last.handler());
            }
        }

        @Override
        public void processError(Throwable failure) {
            engine.processError(failure);
        }
    }

    private record ObservedUpgrade(ClientEngine.ClientUpgradeInfo upgrade, ObservedEngine engine)
            implements ClientEngine.ClientUpgradeInfo {

        @Override
        public ClientEngine.ClientUpgradeStatus getUpgradeStatus() {
            return upgrade.getUpgradeStatus();
        }

        @Override
        public Connection createConnection() {
            var made = upgrade.createConnection();
            engine.connection = made;
            return made;
        }
    }

    private record EngineAttempt(ClientEngine engine, ClientEngine.TimeoutHandler handler) implements Attempt {

        @Override
        public void fail(Throwable why) {
            engine.processError(why);
        }

        @Override
        public void close() {
            ClientSocket.close(handler);
        }
    }
}
