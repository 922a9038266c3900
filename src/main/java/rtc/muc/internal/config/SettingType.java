package rtc.muc.internal.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a setting. Surrounding white space is removed before a value is read.
 *
 * @param allowed the accepted values, in words that follow "allowed is"
 * @param secret whether the text must not be logged
 * @param reading converts a text to the value; empty if the text is invalid
 */
record SettingType<T>(String allowed, boolean secret, Function<String, Optional<T>> reading) {

    private static final Pattern SIZES = Pattern.compile("(\\d{1,9})\\s*(|B|KiB|MiB)");
    private static final Pattern SHARES = Pattern.compile("(\\d{1,9})\\s*(|B|KiB|MiB|GiB|%)");
    private static final Pattern DURATIONS = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}");

    SettingType(String allowed, Function<String, Optional<T>> reading) {
        this(allowed, false, reading);
    }

    /** A number of bytes, at most 2047 MiB; {@code 0} for no limit. */
    static final SettingType<Integer> SIZE = size("1B", "2047MiB").orUnlimited(0);

    /** A percentage of the heap, or a number of bytes from 1 MiB; {@code 0} for no limit. */
    static final SettingType<Long> HEAP_SHARE = new SettingType<>(
            "a part of the heap from 1% to 100%, or a size from 1MiB, such as 512MiB or 4GiB; 0 for no limit",
            text -> text.equals("0") ? Optional.of(0L) : share(text).filter(bytes -> bytes >= 1 << 20));

    /** A duration, at most 8760 hours; {@code 0} for no limit. */
    static final SettingType<Duration> DURATION = time("1ms", "8760h").orUnlimited(Duration.ZERO);

    /** A count, at most 999,999,999; {@code 0} for no limit. */
    static final SettingType<Integer> NUMBER = number(1, 999_999_999).orUnlimited(0);

    /** Any text; empty for none. */
    static final SettingType<String> TEXT = new SettingType<>("any text", Optional::of);

    /** A number of bytes in an inclusive range. */
    static SettingType<Integer> size(String from, String to) {
        return new SettingType<>(
                "a size such as 65536, 64KiB or 1MiB, from " + from + " to " + to,
                text -> bounded(SettingType::size, text, from, to));
    }

    /** A duration in an inclusive range. */
    static SettingType<Duration> time(String from, String to) {
        return new SettingType<>(
                "a time such as 500ms, 10s, 2min or 12h, from " + from + " to " + to,
                text -> bounded(SettingType::duration, text, from, to));
    }

    /** A count in an inclusive range. */
    static SettingType<Integer> number(int from, int to) {
        return new SettingType<>(
                "a whole number from " + from + " to " + to,
                text -> bounded(SettingType::number, text, Integer.toString(from), Integer.toString(to)));
    }

    /** This type, with {@code 0} for no limit. */
    SettingType<T> orUnlimited(T zero) {
        return orZero(zero, "no limit");
    }

    /** This type, with {@code 0} to switch the feature off. */
    SettingType<T> orOff(T zero) {
        return orZero(zero, "off");
    }

    private SettingType<T> orZero(T zero, String meaning) {
        return new SettingType<>(
                allowed + "; 0 for " + meaning,
                secret,
                text -> text.equals("0") ? Optional.of(zero) : reading.apply(text));
    }

    private static <C extends Comparable<C>> Optional<C> bounded(
            Function<String, Optional<C>> reading, String text, String from, String to) {
        C least = reading.apply(from).orElseThrow();
        C most = reading.apply(to).orElseThrow();
        return reading.apply(text).filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    }

    /** One of the given words, ignoring case. */
    static <T> SettingType<T> choice(Map<String, T> words) {
        Map<String, T> known = new LinkedHashMap<>(words);
        return new SettingType<>(
                String.join(" or ", words.keySet().stream().sorted().toList()),
                text -> Optional.ofNullable(known.get(text.toLowerCase(Locale.ROOT))));
    }

    /** A comma-separated list of values of another type. */
    static <T> SettingType<List<T>> list(SettingType<T> each) {
        return new SettingType<>("a comma-separated list, each entry " + each.allowed, text -> {
            List<T> values = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Optional<T> value = each.reading.apply(part.strip());
                if (value.isEmpty() && !text.isBlank()) {
                    return Optional.empty();
                }
                value.ifPresent(values::add);
            }
            return Optional.of(List.copyOf(values));
        });
    }

    private static Optional<Integer> size(String text) {
        Matcher size = SIZES.matcher(text);
        if (!size.matches()) {
            return Optional.empty();
        }
        long unit = size.group(2).equals("KiB") ? 1024 : size.group(2).equals("MiB") ? 1024 * 1024 : 1;
        long bytes = Long.parseLong(size.group(1)) * unit;
        return bytes <= Integer.MAX_VALUE ? Optional.of((int) bytes) : Optional.empty();
    }

    private static Optional<Long> share(String text) {
        Matcher share = SHARES.matcher(text);
        if (!share.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(share.group(1));
        return switch (share.group(2)) {
            case "%" ->
                Optional.of(Runtime.getRuntime().maxMemory() / 100 * number).filter(bytes -> number <= 100);
            case "KiB" -> Optional.of(number << 10);
            case "MiB" -> Optional.of(number << 20);
            case "GiB" -> Optional.of(number << 30);
            default -> Optional.of(number);
        };
    }

    private static Optional<Duration> duration(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher duration = DURATIONS.matcher(text);
        if (!duration.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(duration.group(1));
        return Optional.of(
                switch (duration.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "min" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    private static Optional<Integer> number(String text) {
        return NUMBERS.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
