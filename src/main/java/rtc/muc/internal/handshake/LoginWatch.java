package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpSession;
import java.util.function.BooleanSupplier;

/** Detects, on one server, users who have signed out although their HTTP session lasts. Thread-safe. */
@FunctionalInterface
public interface LoginWatch {

    /**
     * Looks at the HTTP session of a handshake.
     *
     * @return whether the user has signed out since; for any thread, about every second
     */
    BooleanSupplier of(HttpSession session);
}
