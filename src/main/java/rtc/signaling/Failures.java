package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** What goes wrong without ending anything: it reaches the listeners for it, or the log if there are none. */
final class Failures implements Consumer<SignalingException> {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private final Listeners<SignalingException> listeners = new Listeners<>(new Calls(Failures::log));

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

    /** Texts that may come from outside are not logged, only what a listener of this program threw. */
    private static void log(SignalingException failure) {
        if (failure.code().equals(SignalingException.LISTENER_FAILED)) {
            LOG.log(Level.WARNING, "A listener failed", failure.getCause());
        } else {
            LOG.log(Level.WARNING, "Nobody listens for errors; there was one: {0}", printable(failure.code()));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\w-]", "?");
    }
}
