package rtc.muc.internal.websocket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;
import rtc.muc.internal.handshake.FilterPresence;

/**
 * Made by the container when it deploys the endpoint, which must not exist without the filter in front of it. Tyrus
 * deploys endpoints at the end of the start. Undertow does so at its beginning, where {@link FilterPresence} checks by
 * itself.
 */
public final class MucConfigurator extends ServerEndpointConfig.Configurator {

    /**
     * For the container.
     *
     * @throws IllegalStateException if the filter was left out
     */
    public MucConfigurator() {
        boolean atTheEnd = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("org.glassfish.tyrus.")));
        if (atTheEnd) {
            CDI.current().select(FilterPresence.class).get().check();
        }
    }
}
