package rtc.muc.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** A file of secrets, one per line. Empty lines and lines that start with {@code #} are ignored. */
final class SecretFile {

    private static final int SHORTEST = 32;

    private SecretFile() {}

    /** @throws IllegalArgumentException if there is no secret, or if a secret is too short */
    static List<TokenKey> in(String text) {
        List<String> secrets = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("there is no secret in it");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST)) {
            throw new IllegalArgumentException("a secret in it has less than " + SHORTEST + " characters");
        }
        return secrets.stream().map(SecretFile::key).toList();
    }

    static TokenKey key(String secret) {
        return new TokenKey(null, new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    }
}
