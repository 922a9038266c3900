package rtc.muc.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;
import rtc.muc.handshake.Check;
import rtc.muc.handshake.Handshake;
import rtc.muc.handshake.Refusal;

/** Asks the application. The last of the checks: it may take long, and knows what the others found. */
public final class PolicyCheck implements Check {

    private static final System.Logger LOG = System.getLogger(PolicyCheck.class.getName());

    private final AccessPolicy policy;
    private final RareWarning warning;

    /**
     * Made once for the application.
     *
     * @param warning for failures of the policy
     */
    public PolicyCheck(AccessPolicy policy, RareWarning warning) {
        this.policy = policy;
        this.warning = warning;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        Access access;
        try {
            access = Objects.requireNonNull(policy.decide(request(handshake)), "no answer");
        } catch (RuntimeException bug) {
            warning.log(LOG, "The application's access policy failed, and a client was refused", bug);
            return new Refusal(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "Access could not be checked");
        }
        if (access instanceof Access.Refused refused) {
            return new Refusal(refused.status(), "Refused by the application");
        }
        Access.Granted granted = (Access.Granted) access;
        handshake.permitOnly(granted.permissions());
        handshake.endsAt(granted.until());
        return null;
    }

    @Override
    public boolean looksAtRoom() {
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
                request.getParameterMap().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))));
    }
}
