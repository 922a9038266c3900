package rtc.muc.internal.handshake;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths with 404 that would bypass the container's security. A room has one name and several spellings, such as
 * {@code /muc/staff} and {@code /muc/staff/}, and a {@code security-constraint} for one does not cover the other.
 * Spellings that are protected alike pass, and so do all spellings of a room without a constraint. Another resource is a
 * spelling too if it is only for those who may join the room. Runs after the check of the room's name.
 */
public final class SpellingCheck implements HandshakeCheck {

    private static final Refusal REFUSAL = new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not Found");

    private final Function<ServletContext, SecurityConstraints> source;
    private volatile @Nullable SecurityConstraints constraints;

    /** Made once for the application, whose descriptors it reads for the first handshake. */
    public SpellingCheck() {
        this(SecurityConstraints::of);
    }

    SpellingCheck(Function<ServletContext, SecurityConstraints> source) {
        this.source = source;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        String seen = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        String meant = handshake.path() + "/" + handshake.room().value();
        return seen.equals(meant) || constraints(request).leadTo(meant, seen) ? null : REFUSAL;
    }

    private SecurityConstraints constraints(HttpServletRequest request) {
        SecurityConstraints known = constraints;
        if (known == null) {
            known = source.apply(request.getServletContext());
            constraints = known;
        }
        return known;
    }
}
