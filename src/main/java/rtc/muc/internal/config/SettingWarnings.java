package rtc.muc.internal.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.Printable;

/**
 * Warnings about likely mistakes: unknown keys, and keys without a value, which Docker Compose produces for unset
 * variables.
 *
 * @param names the names of all properties in the configuration
 * @param environment the names of all environment variables
 * @param texts the text of a key; null if it is not set
 */
record SettingWarnings(Set<String> names, Set<String> environment, Function<String, @Nullable String> texts) {

    private static final String OURS = "muc.";

    /**
     * Keys that are read elsewhere: by {@link Startup}, by the scripts in {@code wildfly-config}, and by the JGroups
     * configurations of this project.
     */
    private static final Pattern OF_OTHERS = Pattern.compile("MUC_(ADDRESS|CLUSTER_(HOST|PORT)\\d+|HTTP_.+|TLS_.+"
            + "|CLUSTER_(DNS_(ADDRESS|QUERY)|FOLDER|DATA_SOURCE|JDBC_(DRIVER|PASSWORD|URL|USER)))");

    /** {@return the warnings about a configuration} */
    static SettingWarnings of(Config config) {
        return new SettingWarnings(
                StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                        .collect(Collectors.toSet()),
                System.getenv().keySet(),
                key -> text(config, key));
    }

    /**
     * {@return one sentence for each warning}
     *
     * @param known the keys of all settings
     */
    List<String> words(Collection<String> known) {
        return Stream.concat(
                        unknown(known).map(name -> "Unknown setting " + name),
                        known.stream()
                                .filter(this::isEmpty)
                                .map(key -> "The setting " + key + " is empty, so its default applies"))
                .sorted()
                .toList();
    }

    private boolean isEmpty(String key) {
        String text = texts.apply(key);
        return text != null && text.isBlank();
    }

    /** MicroProfile Config lists an environment variable under its own name, and again under its name in lower case. */
    private Stream<String> unknown(Collection<String> known) {
        Set<String> variables = known.stream().map(SettingWarnings::variable).collect(Collectors.toSet());
        return names.stream()
                .filter(name -> variable(name).startsWith(variable(OURS)))
                .filter(name -> !OF_OTHERS.matcher(variable(name)).matches())
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
