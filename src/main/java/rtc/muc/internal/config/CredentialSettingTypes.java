package rtc.muc.internal.config;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The types of settings for tokens and for STUN and TURN servers. Error messages never contain a secret. */
final class CredentialSettingTypes {

    private static final int SHORTEST_SECRET = 32;
    private static final Duration LONGEST_TURN = Duration.ofDays(30);
    private static final Pattern TURN = Pattern.compile("turns?:[^\\s\"@?]+(\\?transport=(udp|tcp))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");

    /** The secrets that sign tokens; empty for none. */
    static final SettingType<List<String>> SECRETS = new SettingType<>(
            "empty, or comma-separated secrets of at least 32 unguessable characters",
            true,
            CredentialSettingTypes::secrets);

    /** The address of a JSON Web Key Set; empty for none. */
    static final SettingType<String> KEY_SET = new SettingType<>(
            "empty, or an https address such as https://id.example.org/jwks.json; http only on this machine",
            text -> Optional.of(text).filter(address -> address.isEmpty() || isKeySet(address)));

    /** A non-empty text. */
    static final SettingType<String> PART =
            new SettingType<>("text", text -> Optional.of(text).filter(part -> !part.isEmpty()));

    /** The name of a claim; {@code none} stands for the empty name. */
    static final SettingType<String> CLAIM = new SettingType<>(
            "the name of a claim such as room, or none",
            text -> Optional.of(text).filter(name -> !name.isEmpty()).map(name -> name.equals("none") ? "" : name));

    /** A JSON array, as text. It may contain passwords. */
    static final SettingType<String> ICE_SERVERS = new SettingType<>(
            "a JSON array such as [{\"urls\":\"stun:stun.example.org\"}]", true, CredentialSettingTypes::array);

    /** The secret that signs TURN credentials; empty for none. */
    static final SettingType<String> TURN_SECRET = new SettingType<>("any text", true, Optional::of);

    /** The address of a TURN server. */
    static final SettingType<String> TURN_URL =
            new SettingType<>("address such as turn:turn.example.org:3478?transport=udp", text -> Optional.of(text)
                    .filter(url -> TURN.matcher(url).matches()));

    /** The lifetime of TURN credentials. */
    static final SettingType<Duration> TURN_LIFETIME =
            new SettingType<>("a time from 1s to 720h such as 1h", text -> SettingType.DURATION
                    .reading()
                    .apply(text)
                    .filter(time -> time.toSeconds() >= 1 && time.compareTo(LONGEST_TURN) <= 0));

    private CredentialSettingTypes() {}

    /** A secret may contain commas: commas separate secrets only if each part is long enough to be a secret. */
    private static Optional<List<String>> secrets(String text) {
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        List<String> parts = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (parts.stream().allMatch(part -> part.length() >= SHORTEST_SECRET)) {
            return Optional.of(parts);
        }
        return text.length() >= SHORTEST_SECRET ? Optional.of(List.of(text)) : Optional.empty();
    }

    private static boolean isKeySet(String text) {
        try {
            URI address = URI.create(text);
            return address.getHost() != null
                    && address.getRawUserInfo() == null
                    && ("https".equals(address.getScheme())
                            || ("http".equals(address.getScheme())
                                    && LOOPBACK.matcher(address.getHost()).matches()));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    /** Parses the text inside another array, because a reader ignores text that follows the outermost value. */
    private static Optional<String> array(String text) {
        try (JsonReader reader = Json.createReader(new StringReader("[" + text + "]"))) {
            JsonArray within = reader.readArray();
            return within.size() == 1 && within.get(0) instanceof JsonArray array
                    ? Optional.of(array.toString())
                    : Optional.empty();
        } catch (JsonException notJson) {
            return Optional.empty();
        }
    }
}
