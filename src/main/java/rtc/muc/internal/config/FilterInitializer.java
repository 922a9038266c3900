package rtc.muc.internal.config;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.container.payara.HandshakeBodies;
import rtc.muc.internal.container.payara.TimerListener;
import rtc.muc.internal.handshake.FilterOrder;
import rtc.muc.internal.handshake.FilterPresence;
import rtc.muc.internal.page.ModuleHeaders;

/**
 * Adds the filters and the listeners to an application. Annotations are not used for this, because
 * {@code metadata-complete="true"} in {@code web.xml} would disable them, but not the endpoints. {@link FilterPresence}
 * detects that even this class was skipped.
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
        context.addListener(HandshakeBodies.class);
        context.addListener(TimerListener.class);
        context.addListener(Startup.class);
    }
}
