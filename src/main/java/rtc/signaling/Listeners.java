package rtc.signaling;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The listeners of one event, called in the order in which they were added. One that throws is reported and harms
 * nobody else. Listeners come and go from any thread, also while they are called.
 */
final class Listeners<T> {

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final Consumer<? super SignalingException> failures;

    /** @param failures is told of every listener that throws */
    Listeners(Consumer<? super SignalingException> failures) {
        this.failures = failures;
    }

    Subscription add(Consumer<? super T> listener) {
        var registration = new Registration(listener);
        registrations.add(registration);
        return registration;
    }

    boolean isEmpty() {
        return registrations.isEmpty();
    }

    void fire(T value) {
        for (var registration : registrations) {
            registration.call(value);
        }
    }

    private final class Registration implements Subscription {

        private final Consumer<? super T> listener;
        private volatile boolean active = true;

        Registration(Consumer<? super T> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        void call(T value) {
            if (!active) {
                return;
            }
            try {
                listener.accept(value);
            } catch (SignalingException e) {
                failures.accept(e);
            } catch (Throwable e) {
                failures.accept(SignalingException.listenerFailed(e));
            }
        }

        @Override
        public void close() {
            active = false;
            registrations.remove(this);
        }
    }
}
