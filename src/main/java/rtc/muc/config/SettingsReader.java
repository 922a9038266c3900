package rtc.muc.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads one setting after the other, and remembers which they were. For one thread. */
final class SettingsReader {

    private final Function<String, Optional<String>> source;
    private final List<Setting<?>> settings = new ArrayList<>();

    /** @param source the text of a key, empty where it is not set */
    SettingsReader(Function<String, Optional<String>> source) {
        this.source = source;
    }

    /**
     * Reads a setting.
     *
     * @param key its name
     * @param byDefault its text where nobody sets it
     * @param form how it is written
     * @throws IllegalArgumentException if it is set to a text that is none
     */
    <T> T read(String key, String byDefault, Form<T> form) {
        Setting<T> setting = new Setting<>(key, byDefault, form);
        settings.add(setting);
        return setting.of(source.apply(key));
    }

    /** {@return what was read, in that order} */
    List<Setting<?>> settings() {
        return List.copyOf(settings);
    }
}
