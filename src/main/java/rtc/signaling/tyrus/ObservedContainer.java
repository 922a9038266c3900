package rtc.signaling.tyrus;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/**
 * The JDK container of Tyrus, which also shows the answer to each handshake. Tyrus itself shows it only sometimes, and
 * never for a redirect.
 */
public final class ObservedContainer extends JdkClientContainer {

    /** Is shown the answer to a handshake, before Tyrus acts on it. The configurator of an endpoint may be one. */
    @FunctionalInterface
    public interface Observer {

        /**
         * The server has answered.
         *
         * @param status the HTTP status
         * @param headers the headers by their names
         */
        void answered(int status, Map<String, List<String>> headers);
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

    private record ObservedEngine(ClientEngine engine, Observer observer) implements ClientEngine {

        @Override
        public UpgradeRequest createUpgradeRequest(TimeoutHandler timeoutHandler) {
            return engine.createUpgradeRequest(timeoutHandler);
        }

        @Override
        public ClientUpgradeInfo processResponse(
                UpgradeResponse response, Writer writer, Connection.CloseListener closeListener) {
            observer.answered(response.getStatus(), response.getHeaders());
            return engine.processResponse(response, writer, closeListener);
        }

        @Override
        public void processError(Throwable failure) {
            engine.processError(failure);
        }
    }
}
