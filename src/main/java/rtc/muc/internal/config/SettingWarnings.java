package rtc.muc.internal.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.Printable;

/**
 * What looks like a mistake in the settings: keys that nobody reads, and those without a value, which is what Compose makes
 * of a variable that is not set.
 *
 * @param names all names that are set to anything
 * @param environment those of them that are environment variables
 * @param texts the text of a key as it was set, null where it was not
 */
record SettingWarnings(Set<String> names, Set<String> environment, Function<String, @Nullable String> texts) {

    private static final String OURS = "muc.";

    /** What others read: {@link Startup} its address, the scripts of {@code wildfly-config} the rest. */
    private static final List<String> OF_OTHERS = List.of("muc.address", "muc.http.", "muc.tls.");

    /** {@return those of the configuration} */
    static SettingWarnings of(Config config) {
        return new SettingWarnings(
                StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .collect(Collectors.toSet()),
                System.getenv().keySet(),
                key -> text(config, key));
    }

    /**
     * {@return a sentence for each}
     *
     * @param known the keys that there are
     */
    List<String> words(Collection<String> known) {
        return Stream.concat(
                        unknown(known).map(name -> "There is no setting " + name + ": nobody reads it"),
                        known.stream()
                                .filter(this::isEmpty)
                                .map(key -> "The setting " + key + " is set to nothing, and so has its default"))
                .sorted()
                .toList();
    }

    private boolean isEmpty(String key) {
        String text = texts.apply(key);
        return text != null && text.isBlank();
    }

    /** A configuration shows an environment variable under its own name, and under one in small letters. */
    private Stream<String> unknown(Collection<String> known) {
        Set<String> variables = known.stream().map(SettingWarnings::variable).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> variable(name).startsWith(variable(OURS)))
                .filter(name ->
                        OF_OTHERS.stream().noneMatch(others -> variable(name).startsWith(variable(others))))
                .filter(name -> environment.contains(variable(name))
                        ? !variables.contains(variable(name))
                        : name.startsWith(OURS) && !known.contains(name))
                .map(name -> environment.contains(variable(name)) ? variable(name) : name)
                .distinct()
                .map(Printable::of);
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static @Nullable String text(Config config, String key) {
        for (ConfigSource source : config.getConfigSources()) {
            String text = source.getValue(key);
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
