package rtc.muc.internal.application;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rtc.muc.EndReason;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.PeerSnapshot;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/**
 * The observer methods of the application. All of them, including those with {@code @ObservesAsync}, are called on the
 * thread that calls {@link #accept}, so that all of them receive the events in the same order.
 */
public final class CdiObservers implements Consumer<Object> {

    private static final System.Logger LOG = System.getLogger(CdiObservers.class.getName());

    private static final PeerSnapshot NOBODY =
            new PeerSnapshot("", JsonValue.EMPTY_JSON_OBJECT, Instant.EPOCH, Optional.empty(), "", "");

    private final BeanManager beans;
    private final RequestContextController requests;
    private final LimitedLog failures;

    /**
     * Made once for the application.
     *
     * @param beans the application's bean manager
     * @param requests provides a request context for each event
     * @param logs for failures of observers
     */
    public CdiObservers(BeanManager beans, RequestContextController requests, LimitedLogs logs) {
        this.beans = beans;
        this.requests = requests;
        this.failures = logs.of(LOG, Level.ERROR);
    }

    /** {@return whether the application observes these events} */
    public boolean exist() {
        return List.of(new PeerJoined("", NOBODY), new PeerLeft("", NOBODY, EndReason.LEFT)).stream()
                .anyMatch(event -> !beans.resolveObserverMethods(event).isEmpty());
    }

    /** Delivers an event. Exceptions of an observer are logged; the other observers are still called. */
    @Override
    public void accept(Object event) {
        boolean activated = requests.activate();
        try {
            beans.getEvent().fire(event);
        } catch (RuntimeException failure) {
            log(failure);
        } finally {
            if (activated) {
                requests.deactivate();
            }
        }
        beans.getEvent()
                .fireAsync(event, NotificationOptions.ofExecutor(Runnable::run))
                .whenComplete((delivered, failure) -> {
                    if (failure != null) {
                        log(failure);
                    }
                });
    }

    private void log(Throwable failure) {
        failures.log(() -> "An observer of PeerJoined or PeerLeft failed; later events are still delivered", failure);
    }
}
