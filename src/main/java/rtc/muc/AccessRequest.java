package rtc.muc;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an {@link AccessPolicy} knows of a client that wants to come in.
 *
 * @param room the name of the room, decoded
 * @param principal whom the container says that the client is, or else its room token; empty when neither does
 * @param roles tells whether the container has the client in a role; only while the policy decides
 * @param origin from which page it comes, as its browser says; empty when there is none
 * @param address its address, in digits
 * @param query what is in the URI behind the question mark, decoded
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

    /** {@return what may stand in a log: without the query, which may hold a token} */
    @Override
    public String toString() {
        return "Access to a room from " + address;
    }
}
