package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Refuses clients that the application has banned. Asked when it is known who the client is. */
public final class BanCheck implements HandshakeCheck {

    private static final Refusal BANNED = new Refusal(HttpServletResponse.SC_FORBIDDEN, "Banned by the application");

    private final Predicate<String> banned;

    /**
     * Made once for the application.
     *
     * @param banned tells whether the principal of a name is banned now
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
