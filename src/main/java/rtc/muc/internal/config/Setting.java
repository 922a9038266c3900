package rtc.muc.internal.config;

import java.util.Optional;

/**
 * One setting.
 *
 * @param key its name, {@code muc.} and words in kebab case
 * @param byDefault its text if it is not set
 * @param form its type
 */
record Setting<T>(String key, String byDefault, SettingType<T> form) {

    /**
     * {@return the value of a text, or of the default}
     *
     * @throws IllegalArgumentException if the text is invalid; the message contains the key, the text unless it is
     *     secret, and the accepted values
     */
    T of(Optional<String> text) {
        String value = text.orElse(byDefault).strip();
        return form.reading()
                .apply(value)
                .orElseThrow(() -> new IllegalArgumentException("Setting %s is \"%s\"; allowed is %s"
                        .formatted(key, form.secret() ? "…" : value, form.allowed())));
    }
}
