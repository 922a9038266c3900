package rtc.muc.internal.ice;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.time.Instant;
import java.time.InstantSource;

/** The STUN and TURN servers for one client after the other. For any number of threads. */
public final class IceServers {

    private final IceRules rules;
    private final InstantSource clock;

    /** The array up to the first value that differs from client to client; the whole array if no value does. */
    private final String head;

    /**
     * Made once for the application.
     *
     * @param clock tells when credentials expire
     */
    public IceServers(IceRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
        this.head = rules.turnUrls().isEmpty() ? rules.servers() : headOfTurn(rules);
    }

    /**
     * {@return a JSON array, as {@code new RTCPeerConnection({iceServers})} takes it} It holds the static servers, then
     * the TURN servers with new credentials.
     *
     * @param id whom the credentials are for: characters that JSON does not escape
     * @param until when the client's access ends; the credentials expire then at the latest
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
