package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Passes failures that do not end the connection to the error listeners, or to the log if there are no listeners. */
final class ErrorListeners implements Consumer<SignalingException> {

    private static final System.Logger LOG = System.getLogger(ErrorListeners.class.getName());

    private final Listeners<SignalingException> listeners = new Listeners<>(new ListenerInvoker(ErrorListeners::log));

    Subscription add(Consumer<? super SignalingException> listener) {
        return listeners.add(listener);
    }

    @Override
    public void accept(SignalingException failure) {
        if (listeners.isEmpty()) {
            log(failure);
        } else {
            listeners.fire(failure);
        }
    }

    /**
     * Logs the exception if a listener of this program threw it, or else only the code, because other texts may come
     * from outside.
     */
    private static void log(SignalingException failure) {
        if (failure.code().equals(SignalingException.LISTENER_FAILED)) {
            LOG.log(Level.WARNING, "A listener failed", failure.getCause());
        } else {
            LOG.log(Level.WARNING, "Error {0}; add an error listener to learn more", printable(failure.code()));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\w-]", "?");
    }
}
