package rtc.signaling;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A STUN or TURN server that the signaling server offers for calls.
 *
 * @param urls the addresses of the server, such as {@code turn:turn.example.org:3478}
 * @param username the user name for TURN, empty if there is none
 * @param credential the password for TURN, empty if there is none; user name and password may be valid only for a
 *     limited time
 */
public record IceServer(List<String> urls, Optional<String> username, Optional<String> credential) {

    /**
     * Makes a description of a server.
     *
     * @param urls the addresses of the server
     * @param username the user name for TURN
     * @param credential the password for TURN
     */
    public IceServer {
        urls = List.copyOf(urls);
    }

    /** Returns the addresses without the user name and the password. */
    @Override
    public String toString() {
        return "IceServer[urls=" + urls + "]";
    }

    /** The servers that the answer to a join lists, without malformed ones. */
    static List<IceServer> listIn(JsonObject joined) {
        return joined.get("iceServers") instanceof JsonArray servers
                ? servers.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(server -> of(server.asJsonObject()))
                        .filter(server -> !server.urls.isEmpty())
                        .toList()
                : List.of();
    }

    private static IceServer of(JsonObject server) {
        var urls = server.get("urls") instanceof JsonArray several
                ? several.stream()
                : Stream.of(server.getOrDefault("urls", JsonValue.NULL));
        return new IceServer(
                urls.filter(JsonString.class::isInstance)
                        .map(url -> ((JsonString) url).getString())
                        .toList(),
                Optional.ofNullable(server.getString("username", null)),
                Optional.ofNullable(server.getString("credential", null)));
    }
}
