package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a handshake that announces a body with 400. It is the first of the checks: a client may send its body as slowly
 * as it likes, and whatever reads the body, or a parameter, then waits on a worker thread.
 */
public final class BodyCheck implements HandshakeCheck {

    private static final Pattern NOTHING = Pattern.compile("0{1,9}");
    private static final Refusal REFUSAL =
            new Refusal(HttpServletResponse.SC_BAD_REQUEST, "A WebSocket handshake has no body");

    /** Has nothing to remember. */
    public BodyCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        return announcesBody(handshake.request()) ? REFUSAL : null;
    }

    /** The application's filters may read a parameter, and with it the body. */
    @Override
    public boolean comesFirst() {
        return true;
    }

    /** {@return whether a request has a body, or could have one} A length that cannot be read counts as one. */
    public static boolean announcesBody(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                || request.getHeader("Expect") != null
                || Collections.list(request.getHeaders("Content-Length")).stream()
                        .anyMatch(length -> !NOTHING.matcher(length.strip()).matches());
    }
}
