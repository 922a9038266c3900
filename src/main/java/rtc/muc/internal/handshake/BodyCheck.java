package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a handshake that has a body, with status 400. It is the first check: a client may send its body as slowly as
 * it likes, and code that reads the body or a parameter would then block a worker thread.
 */
public final class BodyCheck implements HandshakeCheck {

    private static final Pattern NOTHING = Pattern.compile("0{1,9}");
    private static final Refusal REFUSAL =
            new Refusal(HttpServletResponse.SC_BAD_REQUEST, "A WebSocket handshake has no body");

    /** Creates the check, which has no state. */
    public BodyCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        return announcesBody(handshake.request()) ? REFUSAL : null;
    }

    /** Runs before the application's filters, because these may read a parameter and thereby the body. */
    @Override
    public boolean comesFirst() {
        return true;
    }

    /** {@return whether a request has a body, or may have one} A malformed length is treated as a body. */
    public static boolean announcesBody(HttpServletRequest request) {
        return request.getHeader("Transfer-Encoding") != null
                || request.getHeader("Expect") != null
                || Collections.list(request.getHeaders("Content-Length")).stream()
                        .anyMatch(length -> !NOTHING.matcher(length.strip()).matches());
    }
}
