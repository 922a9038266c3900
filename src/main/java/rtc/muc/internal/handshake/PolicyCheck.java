package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/**
 * Calls the application's access policy. It runs after all other checks of the client, because it may be slow and uses
 * their results.
 */
public final class PolicyCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(PolicyCheck.class.getName());

    private final AccessPolicy policy;
    private final LimitedLog failures;

    /**
     * Made once for the application.
     *
     * @param logs for failures of the policy
     */
    public PolicyCheck(AccessPolicy policy, LimitedLogs logs) {
        this.policy = policy;
        this.failures = logs.of(LOG, Level.ERROR);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        Access access;
        try {
            access = Objects.requireNonNull(policy.decide(request(handshake)), "no answer");
        } catch (RuntimeException bug) {
            failures.log(() -> "The application's access policy failed; the client was refused", bug);
            return new Refusal(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "Access could not be checked");
        }
        if (access instanceof Access.Refused refused) {
            return new Refusal(refused.status(), "Refused by the application");
        }
        Access.Granted granted = (Access.Granted) access;
        handshake.permitOnly(granted.permissions());
        handshake.expireAt(granted.until());
        return null;
    }

    @Override
    public boolean dependsOnRoom() {
        return true;
    }

    private static AccessRequest request(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        return new AccessRequest(
                handshake.room().value(),
                Optional.ofNullable(handshake.principal()),
                request::isUserInRole,
                Optional.ofNullable(request.getHeader("Origin")),
                handshake.address(),
                Query.all(request));
    }
}
