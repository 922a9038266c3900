package rtc.muc.internal.config;

import java.util.Optional;

/**
 * One thing that an operator can set.
 *
 * @param key its name, {@code muc.} and words in kebab case
 * @param byDefault its text where nobody sets it
 * @param form how it is written
 */
record Setting<T>(String key, String byDefault, SettingType<T> form) {

    /**
     * {@return the value of a text, or the default's}
     *
     * @throws IllegalArgumentException if the text is none; the message names key, text unless it is secret, and what is allowed
     */
    T of(Optional<String> text) {
        String value = text.orElse(byDefault).strip();
        return form.reading()
                .apply(value)
                .orElseThrow(() -> new IllegalArgumentException("Setting %s is \"%s\"; allowed is %s"
                        .formatted(key, form.secret() ? "…" : value, form.allowed())));
    }
}
