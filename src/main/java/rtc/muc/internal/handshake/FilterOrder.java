package rtc.muc.internal.handshake;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;

/**
 * Where the {@link HandshakeFilter} stands among the filters of an application: before all others and behind them, so that
 * the checks see whoever the application's filters found out. Behind it stands the container's own filter for WebSockets,
 * once more: containers map that before the application's code is done with its filters.
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

    /** Puts the filter before all others. For the start of an application, before its listeners are told. */
    public static void begin(ServletContext context) {
        FilterRegistration.Dynamic filter = context.addFilter("muc-handshake", HandshakeFilter.class);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(REQUESTS, false, EVERYTHING);
        context.setAttribute(ATTRIBUTE, new FilterOrder(filter));
    }

    /** {@return what {@link #begin} left, empty where it was not called} */
    public static Optional<FilterOrder> of(ServletContext context) {
        return Optional.ofNullable((FilterOrder) context.getAttribute(ATTRIBUTE));
    }

    /**
     * Puts the filter behind all others too, and the container's filter behind it. For the end of the start.
     *
     * @return whether this server lets that be done; if not, the log says so
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
            LOG.log(Level.DEBUG, "This server's filters are not as known", notAsKnown);
        }
        LOG.log(
                Level.WARNING,
                "On this server the checks of handshakes come before the filters of the application, and see no principal"
                        + " of theirs");
        return false;
    }
}
