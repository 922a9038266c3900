package rtc.muc.internal.handshake;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Refuses paths that would bypass the container's security constraints, with status 404. The path of a room has several
 * spellings, such as {@code /muc/staff} and {@code /muc/staff/}, and a {@code security-constraint} for one of them does
 * not apply to the others. A spelling passes if it has the same constraints as the room's regular path, or if the
 * regular path has no constraints. The path of another resource that is available only to clients that may join the
 * room is treated as a spelling, too. Runs after the check of the room's name.
 */
public final class SpellingCheck implements HandshakeCheck {

    private static final Refusal REFUSAL = new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not Found");

    private final Function<ServletContext, SecurityConstraints> source;
    private volatile @Nullable SecurityConstraints constraints;

    /** Made once for the application. Reads the application's descriptors when it first needs them. */
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
