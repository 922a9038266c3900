package rtc.muc.internal.config;

import java.util.Optional;

/**
 * One setting.
 *
 * @param key its name, {@code muc.} and words in kebab case
 * @param byDefault its text if it is not set
 * @param type the type of its value
 */
record Setting<T>(String key, String byDefault, SettingType<T> type) {

    /**
     * {@return the value of a text, or of the default}
     *
     * @throws IllegalArgumentException if the text is invalid; the message contains the key, the text unless it is
     *     secret, and the accepted values
     */
    T of(Optional<String> text) {
        String value = text.orElse(byDefault).strip();
        return type.reading()
                .apply(value)
                .orElseThrow(() -> new IllegalArgumentException("Setting %s is \"%s\"; allowed is %s"
                        .formatted(key, type.secret() ? "…" : value, type.allowed())));
    }
}
