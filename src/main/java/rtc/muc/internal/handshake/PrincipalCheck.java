package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Refuses clients that neither the container nor a filter of the application has authenticated, with status 401. Runs
 * before room tokens are checked.
 */
public final class PrincipalCheck implements HandshakeCheck {

    private static final Refusal REFUSAL = new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "Sign in first");

    /** Creates the check, which has no state. */
    public PrincipalCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        return handshake.principal() == null ? REFUSAL : null;
    }
}
