package rtc.signaling;

import java.util.function.Consumer;

/** How listeners are called: one that throws is reported and harms nobody else, until all are to be left alone. */
final class Calls {

    private final Consumer<? super SignalingException> failures;
    private volatile boolean silent;

    /** @param failures is told of every listener that throws */
    Calls(Consumer<? super SignalingException> failures) {
        this.failures = failures;
    }

    <T> void call(Consumer<? super T> listener, T value) {
        if (silent) {
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

    /** No new call begins. */
    void silence() {
        silent = true;
    }
}
