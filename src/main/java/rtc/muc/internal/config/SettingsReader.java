package rtc.muc.internal.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads settings one after another and records them. For use by one thread. */
final class SettingsReader {

    /** Settings for which 0 does not switch off a limit. */
    private static final Set<String> NO_LIMITS = Set.of("muc.ping-interval", "muc.token-clock-skew");

    private final Function<String, Optional<String>> source;
    private final List<Setting<?>> settings = new ArrayList<>();
    private final List<String> unlimited = new ArrayList<>();

    /** @param source finds the configured text of a setting by the setting's name; empty if the setting is not set */
    SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /**
     * Reads a setting.
     *
     * @param key the name of the setting
     * @param byDefault the text that applies if the setting is not set
     * @param type the type of the value
     * @throws IllegalArgumentException if the configured text is invalid
     */
    <T> T read(String key, String byDefault, SettingType<T> type) {
        Setting<T> setting = new Setting<>(key, byDefault, type);
        settings.add(setting);
        T value = setting.of(source.apply(key));
        if (isZero(value) && !NO_LIMITS.contains(key)) {
            unlimited.add(key);
        }
        return value;
    }

    /** {@return whether a setting is set, so that its default does not apply} */
    boolean isSet(String key) {
        return source.apply(key).filter(text -> !text.isBlank()).isPresent();
    }

    private static boolean isZero(Object value) {
        return value.equals(Duration.ZERO) || (value instanceof Number number && number.longValue() == 0);
    }

    /** {@return the settings in the order in which they were read} */
    List<Setting<?>> settings() {
        return List.copyOf(settings);
    }

    /** {@return the keys of the limits that are switched off} */
    List<String> unlimited() {
        return List.copyOf(unlimited);
    }
}
