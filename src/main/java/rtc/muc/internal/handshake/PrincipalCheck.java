package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Refuses with 401 whom neither the container nor a filter of the application knows. To be asked before room tokens. */
public final class PrincipalCheck implements HandshakeCheck {

    private static final Refusal REFUSAL = new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "Sign in first");

    /** Has nothing to remember. */
    public PrincipalCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        return handshake.principal() == null ? REFUSAL : null;
    }
}
