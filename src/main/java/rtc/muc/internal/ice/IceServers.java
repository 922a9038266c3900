package rtc.muc.internal.ice;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Instant;
import java.time.InstantSource;

/** Creates the list of STUN and TURN servers for each client. Thread-safe. */
public final class IceServers {

    private final IceRules rules;
    private final InstantSource clock;

    /**
     * The part of the array that is the same for all clients; the whole array if there are no TURN servers with
     * credentials for each client.
     */
    private final String head;

    /**
     * Made once for the application.
     *
     * @param clock the clock for the expiry of credentials
     */
    public IceServers(IceRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.head = rules.turnUrls().isEmpty() ? rules.servers() : headOfTurn(rules);
    }

    /**
     * {@return a JSON array, as {@code new RTCPeerConnection({iceServers})} accepts it} The array contains the static
     * servers, then the TURN servers with new credentials.
     *
     * @param id the id of the client in the credentials; must not contain characters that JSON escapes
     * @param until when the client's access ends; the credentials expire no later
     */
    public String json(String id, Instant until) {
        if (rules.turnUrls().isEmpty()) {
            return head;
        }
        Instant lifetimeEnd = clock.instant().plus(rules.turnLifetime());
        Instant expiry = lifetimeEnd.isBefore(until) ? lifetimeEnd : until;
        TurnCredentials credentials = TurnCredentials.of(rules.turnSecret(), expiry.getEpochSecond(), id);
        return head + credentials.username() + "\",\"credential\":\"" + credentials.password() + "\"}]";
    }

    private static String headOfTurn(IceRules rules) {
        JsonArrayBuilder urls = Json.createArrayBuilder();
        rules.turnUrls().forEach(urls::add);
        String statics = rules.servers().substring(0, rules.servers().length() - 1);
        return statics + (statics.equals("[") ? "" : ",") + "{\"urls\":" + urls.build() + ",\"username\":\"";
    }
}
