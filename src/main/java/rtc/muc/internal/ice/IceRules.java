package rtc.muc.internal.ice;

import java.time.Duration;
import java.util.List;

/**
 * The STUN and TURN servers for clients.
 *
 * @param servers a JSON array, as {@code new RTCPeerConnection({iceServers})} accepts it; the array is the same for
 *     every client
 * @param turnSecret the secret that is shared with the TURN servers; empty for none
 * @param turnUrls the addresses of the TURN servers with this secret; empty if and only if there is no secret
 * @param turnLifetime the lifetime of the credentials for these servers
 */
public record IceRules(String servers, String turnSecret, List<String> turnUrls, Duration turnLifetime) {

    /** No servers. */
    public static final IceRules NONE = new IceRules("[]", "", List.of(), Duration.ofHours(1));

    /** Copies the list. */
    public IceRules {
        turnUrls = List.copyOf(turnUrls);
    }

    /** {@return text that may be logged, without credentials and without the secret} */
    @Override
    public String toString() {
        return "IceRules[turnUrls=" + turnUrls + ", turnLifetime=" + turnLifetime + "]";
    }
}
