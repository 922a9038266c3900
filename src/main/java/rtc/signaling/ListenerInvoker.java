package rtc.signaling;

import java.util.function.Consumer;

/** Calls listeners. If a listener throws, the failure is reported, and the other listeners are still called. */
final class ListenerInvoker {

    private final Consumer<? super SignalingException> failures;
    private volatile boolean silent;

    /** @param failures receives the failure of every listener that throws */
    ListenerInvoker(Consumer<? super SignalingException> failures) {
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

    /** Stops calling listeners: further calls do nothing. */
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }
}
