package rtc.muc.internal.handshake;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Registers the {@link HandshakeFilter} twice: before all other filters of an application and behind them, so that the
 * checks can use the principal that the application's filters have authenticated. The container's own WebSocket filter
 * is added once more behind it, because containers add it before the application adds its filters.
 */
public final class FilterOrder {

    private static final System.Logger LOG = System.getLogger(FilterOrder.class.getName());
    private static final String ATTRIBUTE = FilterOrder.class.getName();
    private static final EnumSet<DispatcherType> REQUESTS = EnumSet.of(DispatcherType.REQUEST);
    private static final String EVERYTHING = "/*";

    private final FilterRegistration.Dynamic filter;

    private FilterOrder(FilterRegistration.Dynamic filter) {
        this.filter = filter;
    }

    /** Puts the filter before all others. Called at the start of an application, before its listeners. */
    public static void begin(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("muc-handshake", HandshakeFilter.class);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(REQUESTS, false, EVERYTHING);
        context.setAttribute(ATTRIBUTE, new FilterOrder(filter));
    }

    /** {@return the object that {@link #begin} created; empty if that method was not called} */
    public static Optional<FilterOrder> of(ServletContext context) {
        return Optional.ofNullable((FilterOrder) context.getAttribute(ATTRIBUTE));
    }

    /**
     * Puts the filter behind all others too, followed by the container's filter. Called at the end of the application's
     * start.
     *
     * @return whether the server supports this; a lack of support is logged
     */
    public boolean complete(ServletContext context) {
        try {
            Optional<ContainerWebSocketFilter> webSockets = ContainerWebSocketFilter.of(context, filter);
            if (webSockets.isPresent()) {
                filter.addMappingForUrlPatterns(REQUESTS, true, EVERYTHING);
                webSockets.get().repeat();
                return true;
            }
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(Level.DEBUG, "The filters of this server are unknown", notAsKnown);
        }
        LOG.log(
                Level.WARNING,
                "On this server, handshakes are checked before the application's filters run, so users whom only these"
                        + " filters authenticate are unknown to the checks");
        return false;
    }
}
