package rtc.muc.internal.config;

import java.util.Optional;

/**
 * One setting.
 *
 * @param key the name of the setting: {@code muc.} and words in kebab case
 * @param byDefault the text that applies if the setting is not set
 * @param type the type of the value
 */
record Setting<T>(String key, String byDefault, SettingType<T> type) {

    /**
     * {@return the value of a text, or of the default if the text is absent}
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
