package rtc.muc.internal.container.payara;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the timer that Tyrus uses for the idle timeouts of an application's sessions with an {@link InlineTimer}.
 *
 * <p>At every send and every receive, Tyrus schedules a task that is due at once and does nothing for sessions without
 * an idle timeout. For each task, Payara's managed executor creates a context by a {@code ServiceLoader}, which causes
 * four fifths of the cost of a relay on Payara. Tyrus keeps this executor in a private field, so this class replaces it
 * by reflection.
 */
final class TyrusTimer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TyrusTimer.class.getName());

    private static final String TYRUS = "org.glassfish.tyrus.core.BaseContainer";
    private static final String FIELD = "managedScheduledExecutorService";

    private final Object container;
    private final Field field;
    private final @Nullable Object theirs;
    private final InlineTimer ours = new InlineTimer();

    private TyrusTimer(Object container, Field field) throws IllegalAccessException {
        this.container = container;
        this.field = field;
        this.theirs = field.get(container);
        field.set(container, ours);
    }

    /**
     * Replaces the timer of a container. Called before the container opens sessions.
     *
     * @param container the application's {@link jakarta.websocket.server.ServerContainer}; null if there is none
     * @return the replacement; empty if the container is not Tyrus, or if its classes have changed, which is logged
     */
    static Optional<TyrusTimer> in(@Nullable Object container) {
        return in(container, TYRUS, FIELD);
    }

    static Optional<TyrusTimer> in(@Nullable Object container, String className, String fieldName) {
        Optional<Class<?>> tyrus = Stream.<Class<?>>iterate(
                        container == null ? null : container.getClass(), type -> type != null, Class::getSuperclass)
                .filter(type -> type.getName().equals(className))
                .findFirst();
        if (container == null || tyrus.isEmpty()) {
            return Optional.empty();
        }
        try {
            Field field = tyrus.get().getDeclaredField(fieldName);
            if (!field.getType().isAssignableFrom(InlineTimer.class)) {
                throw new NoSuchFieldException(field + " is no " + ScheduledExecutorService.class.getSimpleName());
            }
            field.setAccessible(true);
            return Optional.of(new TyrusTimer(container, field));
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            LOG.log(
                    Level.WARNING,
                    "Unknown version of the WebSocket container: it works, but messages cost several times as much CPU",
                    notAsKnown);
            return Optional.empty();
        }
    }

    /** Restores the container's timer and stops the thread of the replacement. Waiting tasks are dropped. */
    @Override
    public void close() {
        try {
            if (field.get(container) == ours) {
                field.set(container, theirs);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            ours.shutdownNow();
        }
    }
}
