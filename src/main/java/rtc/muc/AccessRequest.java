package rtc.muc;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A client's request for access, as an {@link AccessPolicy} sees it.
 *
 * @param room the name of the room, decoded
 * @param principal the client's principal by the container, or else the subject of its room token; empty if there is
 *     neither
 * @param roles tests whether the client has a role of the container; only during the call of the policy
 * @param origin the origin of the page, as sent by the client's browser; empty if there is none
 * @param address its IP address
 * @param query the decoded query of the URI
 */
public record AccessRequest(
        String room,
        Optional<Principal> principal,
        Predicate<String> roles,
        Optional<String> origin,
        String address,
        Map<String, List<String>> query) {

    /** {@return the first value of that name in the query} */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return text that may be logged, without the query, which may contain a token} */
    @Override
    public String toString() {
        return "Access to a room from " + address;
    }
}
