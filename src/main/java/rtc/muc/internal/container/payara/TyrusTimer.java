package rtc.muc.internal.container.payara;

import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link InlineTimer} in the place of the one that Tyrus uses for the idle timeouts of an application's sessions.
 *
 * <p>Tyrus asks for a task at every send and every receive, one that is due at once and does nothing while a session
 * has no idle timeout; and for every such task Payara's managed executor makes a context by a {@code ServiceLoader}.
 * That is four fifths of what a relay costs there. Tyrus keeps the executor in a private field, one for each
 * application.
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
     * Puts a timer into the container, before it opens sessions.
     *
     * @param container the application's {@link jakarta.websocket.server.ServerContainer}; null if there is none
     * @return empty where the container is not Tyrus, or not as known; the log tells the latter
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
                    "The WebSocket container is not as known; it works, but each message costs it several times the CPU",
                    notAsKnown);
            return Optional.empty();
        }
    }

    /** Gives the container back what it had, and ends the timer's thread. Tasks that wait are dropped. */
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
