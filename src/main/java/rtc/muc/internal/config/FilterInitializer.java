package rtc.muc.internal.config;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.payara.TimerListener;
import rtc.muc.internal.handshake.FilterOrder;
import rtc.muc.internal.handshake.FilterPresence;
import rtc.muc.internal.page.ModuleHeaders;

/**
 * Puts the filters and the listeners into an application. Not by annotations, which {@code metadata-complete="true"} in its
 * {@code web.xml} would switch off, but not its WebSocket endpoints. Where even this is left out, see {@link FilterPresence}.
 */
public final class FilterInitializer implements ServletContainerInitializer {

    /** For the container. */
    public FilterInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext context) {
        FilterOrder.begin(context);
        CDI.current().select(FilterPresence.class).get().confirm();
        FilterRegistration.Dynamic module = context.addFilter("muc-module", ModuleHeaders.class);
        module.setAsyncSupported(true);
        module.addMappingForUrlPatterns(
                EnumSet.of(DispatcherType.REQUEST), false, ModuleHeaders.FILES.toArray(String[]::new));
        context.addListener(TimerListener.class);
        context.addListener(Startup.class);
    }
}
