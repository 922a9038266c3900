package rtc.signaling;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The listeners of one event, called in the order in which they were added. Any thread may add and remove listeners,
 * even while listeners are called.
 */
final class Listeners<T> {

    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final ListenerInvoker invoker;

    Listeners(ListenerInvoker invoker) {
        this.invoker = invoker;
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
            if (registration.active) {
                invoker.call(registration.listener, value);
            }
        }
    }

    /** Removes each listener and calls it a last time. */
    void fireLast(T value) {
        for (var registration : List.copyOf(registrations)) {
            if (registrations.remove(registration) && registration.active) {
                invoker.call(registration.listener, value);
            }
        }
    }

    private final class Registration implements Subscription {

        private final Consumer<? super T> listener;
        private volatile boolean active = true;

        Registration(Consumer<? super T> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        @Override
        public void close() {
            active = false;
            registrations.remove(this);
        }
    }
}
