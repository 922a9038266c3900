package rtc.muc;

import java.time.Duration;
import java.util.Set;

/**
 * Makes room tokens, for injection: signed JWTs that let a client into one room for a while, where the setting
 * {@code muc.token-secret} or {@code muc.token-secret-file} switches tokens on. The client shows it in the query, as
 * {@code ?access_token=}, as the subprotocol {@code access_token.TOKEN} next to {@code muc} or, if it is no browser, as
 * {@code Authorization: Bearer}. At the token's end the connection ends too, with 4401, unless the client has renewed it.
 *
 * <p>For any number of threads. A token is a secret: it must not get into a log.
 */
public interface RoomTokens {

    /**
     * Makes a token.
     *
     * @param room the name of the room, decoded
     * @param subject who may come in with it: what access policies get for a principal where the container knows none
     * @param lifetime how long it lasts from now, in whole seconds
     * @param permissions what the peer may do
     * @throws IllegalArgumentException if the room is none, the subject is empty, or the lifetime is none or longer than
     *     {@code muc.token-max-lifetime}
     * @throws IllegalStateException if there is no secret: neither of these settings is set
     */
    String issue(String room, String subject, Duration lifetime, Set<Permission> permissions);

    /** Makes a token that permits everything. Otherwise like the other. */
    default String issue(String room, String subject, Duration lifetime) {
        return issue(room, subject, lifetime, Set.of(Permission.values()));
    }
}
