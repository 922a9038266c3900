package rtc.muc.config;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rtc.muc.page.IceServers;
import rtc.muc.protocol.MessageLimits;
import rtc.muc.websocket.ConnectionLimits;

/**
 * All settings of the server, read once from MicroProfile Config and checked: a value that is none fails the start,
 * with an error that names the key, the value and what is allowed.
 *
 * @param connection limits of one connection
 * @param messages limits of one message
 * @param iceServers what browsers are told to use
 */
public record Settings(ConnectionLimits connection, MessageLimits messages, IceServers iceServers) {

    private static final String MAX_MESSAGE_SIZE = "muc.max-message-size";
    private static final String MAX_STATUS_SIZE = "muc.max-status-size";
    private static final String OUTBOX_MESSAGES = "muc.outbox-messages";
    private static final String OUTBOX_SIZE = "muc.outbox-size";
    private static final String SEND_TIMEOUT = "muc.send-timeout";
    private static final String CLOSE_TIMEOUT = "muc.close-timeout";
    private static final String RESERVED_EVENTS = "muc.reserved-events";
    private static final String ICE_SERVERS = "muc.ice-servers";

    private static final String ICE_SERVERS_FORM = "a JSON array such as [{\"urls\":\"stun:stun.example.org\"}]";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(|B|KiB|MiB)");

    /**
     * Reads the settings.
     *
     * @param source the value of a key, empty where it is not set
     * @throws IllegalArgumentException for a value that is none
     */
    public static Settings read(Function<String, Optional<String>> source) {
        return new Settings(
                new ConnectionLimits(
                        size(source, MAX_MESSAGE_SIZE, "64KiB"),
                        number(source, OUTBOX_MESSAGES, "1000"),
                        size(source, OUTBOX_SIZE, "1MiB"),
                        duration(source, SEND_TIMEOUT, "10s"),
                        duration(source, CLOSE_TIMEOUT, "3s")),
                MessageLimits.DEFAULT
                        .withStatusBytes(size(source, MAX_STATUS_SIZE, "4KiB"))
                        .withReservedEvents(pass(source, RESERVED_EVENTS, "refuse")),
                new IceServers(array(source, ICE_SERVERS, "[]")));
    }

    private static int size(Function<String, Optional<String>> source, String key, String byDefault) {
        String value = source.apply(key).orElse(byDefault).strip();
        Matcher size = SIZE.matcher(value);
        if (size.matches()) {
            long unit = size.group(2).equals("KiB") ? 1024 : size.group(2).equals("MiB") ? 1024 * 1024 : 1;
            long bytes = Long.parseLong(size.group(1)) * unit;
            if (bytes <= Integer.MAX_VALUE) {
                return (int) bytes;
            }
        }
        throw refused(key, value, "a size such as 65536, 64KiB or 1MiB, below 2GiB; 0 for no limit");
    }

    private static Duration duration(Function<String, Optional<String>> source, String key, String byDefault) {
        String value = source.apply(key).orElse(byDefault).strip();
        Matcher duration = DURATION.matcher(value);
        if (value.equals("0")) {
            return Duration.ZERO;
        }
        if (!duration.matches()) {
            throw refused(key, value, "a time such as 500ms, 10s or 2min; 0 for no limit");
        }
        long number = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static int number(Function<String, Optional<String>> source, String key, String byDefault) {
        String value = source.apply(key).orElse(byDefault).strip();
        if (!value.matches("\\d{1,9}")) {
            throw refused(key, value, "a whole number; 0 for no limit");
        }
        return Integer.parseInt(value);
    }

    private static boolean pass(Function<String, Optional<String>> source, String key, String byDefault) {
        String value = source.apply(key).orElse(byDefault).strip();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "pass" -> true;
            case "refuse" -> false;
            default -> throw refused(key, value, "refuse or pass");
        };
    }

    private static String array(Function<String, Optional<String>> source, String key, String byDefault) {
        String value = source.apply(key).orElse(byDefault).strip();
        // A reader ignores what follows the value; within another array it sees it.
        try (JsonReader reader = Json.createReader(new StringReader("[" + value + "]"))) {
            JsonArray within = reader.readArray();
            if (within.size() == 1 && within.get(0) instanceof JsonArray servers) {
                return servers.toString();
            }
            throw refused(key, value, ICE_SERVERS_FORM);
        } catch (JsonException notJson) {
            throw refused(key, value, ICE_SERVERS_FORM);
        }
    }

    private static IllegalArgumentException refused(String key, String value, String allowed) {
        return new IllegalArgumentException("Setting %s is \"%s\"; allowed is %s".formatted(key, value, allowed));
    }
}
