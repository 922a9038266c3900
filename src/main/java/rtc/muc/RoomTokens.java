package rtc.muc;

import java.time.Duration;
import java.util.Set;

/**
 * Issues room tokens: signed JWTs that admit a client to one room for a limited time. Applications inject this bean.
 * Issuing requires the setting {@code muc.token-secret} or {@code muc.token-secret-file}. The client sends its token in
 * the query, as {@code ?access_token=}, as the subprotocol {@code access_token.TOKEN} next to {@code muc} or, if it is
 * not a browser, as {@code Authorization: Bearer}. When the token expires, the connection is closed with 4401 unless
 * the client has sent a new token.
 *
 * <p>Thread-safe. A token is a secret and must not be logged.
 */
public interface RoomTokens {

    /**
     * Issues a token.
     *
     * @param room the name of the room, decoded
     * @param subject the owner of the token; access policies receive it as the principal if the container has not
     *     authenticated the client
     * @param lifetime how long the token is valid from now; fractions of a second are ignored
     * @param permissions the permissions of the peer
     * @throws IllegalArgumentException if the room is invalid, the subject is empty, or the lifetime is shorter than a
     *     second or longer than {@code muc.token-max-lifetime}
     * @throws IllegalStateException if neither {@code muc.token-secret} nor {@code muc.token-secret-file} is set
     */
    String issue(String room, String subject, Duration lifetime, Set<Permission> permissions);

    /** Issues a token with all permissions. Otherwise, this method is like the other one. */
    default String issue(String room, String subject, Duration lifetime) {
        return issue(room, subject, lifetime, Set.of(Permission.values()));
    }
}
