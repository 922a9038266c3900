package rtc.muc.internal.config;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.payara.TimerListener;
import rtc.muc.internal.handshake.FilterOrder;
import rtc.muc.internal.handshake.FilterPresence;

/**
 * Puts the filter and the listeners into an application. Not by annotations, which {@code metadata-complete="true"} in its
 * {@code web.xml} would switch off, but not its WebSocket endpoints. Where even this is left out, see {@link FilterPresence}.
 */
public final class FilterInitializer implements ServletContainerInitializer {

    /** For the container. */
    public FilterInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        FilterOrder.begin(context);
        CDI.current().select(FilterPresence.class).get().confirm();
        context.addListener(TimerListener.class);
        context.addListener(Startup.class);
    }
}
