package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpSession;
import java.util.function.BooleanSupplier;

/** Detects, on one server, users who have signed out although their HTTP session still exists. Thread-safe. */
@FunctionalInterface
public interface LoginWatch {

    /**
     * Starts to watch the user of a handshake's HTTP session.
     *
     * @return a function that returns whether the user has signed out since; called about every second, on any thread
     */
    BooleanSupplier of(HttpSession session);
}
