package rtc.it.login;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.time.Instant;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;

/** Admits only Ada, to some rooms as an observer or for a short time. */
@ApplicationScoped
public class LoginPolicy implements AccessPolicy {

    @Override
    public Access decide(AccessRequest request) {
        boolean ada = request.principal()
                        .map(Principal::getName)
                        .filter("ada"::equals)
                        .isPresent()
                && request.roles().test("role of ada");
        if (!ada) {
            return Access.refused(403);
        }
        return switch (request.room()) {
            case "gallery" -> Access.observing();
            case "short" -> Access.granted().until(Instant.now().plusSeconds(2));
            default -> Access.granted();
        };
    }
}
