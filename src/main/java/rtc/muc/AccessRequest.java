package rtc.muc;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A client's request for access, as it is passed to an {@link AccessPolicy}.
 *
 * @param room the name of the room, decoded
 * @param principal the principal that the container has authenticated, or else the subject of the client's room token;
 *     empty if there is neither
 * @param roles tests whether the container has given the client a role; usable only during the call of the policy
 * @param origin the origin of the page, as sent by the client's browser; empty if the request has none
 * @param address the client's IP address
 * @param query the decoded parameters of the URI's query, by name
 */
public record AccessRequest(
        String room,
        Optional<Principal> principal,
        Predicate<String> roles,
        Optional<String> origin,
        String address,
        Map<String, List<String>> query) {

    /** {@return the first value of the query parameter with this name; empty if there is none} */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return text that may be logged, without the query, which may contain a token} */
    @Override
    public String toString() {
        return "Access to a room from " + address;
    }
}
