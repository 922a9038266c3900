package rtc.muc;

import java.time.Duration;
import java.util.Set;

/**
 * Issues room tokens, for injection: signed JWTs that admit a client to one room for a limited time. The setting {@code
 * muc.token-secret} or {@code muc.token-secret-file} enables them. The client sends it in the query, as {@code
 * ?access_token=}, as the subprotocol {@code access_token.TOKEN} next to {@code muc} or, if it is not a browser, as
 * {@code Authorization: Bearer}. When the token expires, the connection ends with 4401 unless the client has renewed
 * it.
 *
 * <p>Thread-safe. A token is a secret and must not be logged.
 */
public interface RoomTokens {

    /**
     * Makes a token.
     *
     * @param room the name of the room, decoded
     * @param subject the owner of the token, which access policies see as the principal of clients that the container
     *     has not authenticated
     * @param lifetime how long it lasts from now, in whole seconds
     * @param permissions the permissions of the peer
     * @throws IllegalArgumentException if the room is invalid, the subject is empty, or the lifetime is not positive or
     *     longer than {@code muc.token-max-lifetime}
     * @throws IllegalStateException if neither of these settings is set
     */
    String issue(String room, String subject, Duration lifetime, Set<Permission> permissions);

    /** Makes a token with all permissions. Otherwise like the other method. */
    default String issue(String room, String subject, Duration lifetime) {
        return issue(room, subject, lifetime, Set.of(Permission.values()));
    }
}
