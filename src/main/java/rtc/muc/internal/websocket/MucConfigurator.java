package rtc.muc.internal.websocket;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.server.ServerEndpointConfig;
import rtc.muc.internal.handshake.FilterPresence;

/**
 * When the container deploys the endpoint, checks that the filter is registered: the endpoint must not exist without
 * it. Tyrus deploys endpoints at the end of the application's start. Undertow deploys them at the beginning, too
 * early for the check; there, {@link FilterPresence} checks by itself later.
 */
public final class MucConfigurator extends ServerEndpointConfig.Configurator {

    /**
     * For the container.
     *
     * @throws IllegalStateException if the filter is missing
     */
    public MucConfigurator() {
        boolean atTheEnd = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("org.glassfish.tyrus.")));
        if (atTheEnd) {
            CDI.current().select(FilterPresence.class).get().check();
        }
    }
}
