package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Refuses banned clients. Runs after the checks that identify the client. */
public final class BanCheck implements HandshakeCheck {

    private static final Refusal BANNED = new Refusal(HttpServletResponse.SC_FORBIDDEN, "Banned by the application");

    private final Predicate<String> banned;

    /**
     * Made once for the application.
     *
     * @param banned tests whether a principal with a given name is banned
     */
    public BanCheck(Predicate<String> banned) {
        this.banned = banned;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        Principal principal = handshake.principal();
        String name = principal == null ? null : principal.getName();
        return name != null && banned.test(name) ? BANNED : null;
    }
}
