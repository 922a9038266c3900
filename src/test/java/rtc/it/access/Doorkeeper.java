package rtc.it.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;

/** Decides about access by the name of the room, which a test can choose. */
@ApplicationScoped
public class Doorkeeper implements AccessPolicy {

    @Override
    public Access decide(AccessRequest request) {
        return switch (request.room()) {
            case "closed" -> Access.refused(403);
            case "hidden" -> Access.refused(404);
            case "later" -> Access.refused(503);
            case "broken" -> throw new IllegalStateException("A bug, for the test");
            case "of ada" ->
                request.principal()
                                .map(Principal::getName)
                                .filter("ada"::equals)
                                .isPresent()
                        ? Access.granted()
                        : Access.refused(403);
            case "of admins" -> request.roles().test("admin") ? Access.granted() : Access.refused(403);
            case "by ticket" ->
                request.parameter("ticket").filter("7&8"::equals).isPresent() ? Access.granted() : Access.refused(402);
            case "gallery" -> Access.observing();
            default -> Access.granted();
        };
    }
}
