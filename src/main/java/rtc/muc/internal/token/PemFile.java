package rtc.muc.internal.token;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public keys in a PEM file: plain keys, certificates, or RSA keys in PKCS #1. Lines that start with {@code #} are
 * ignored. Other lines outside the keys are comments, too, but are an error if they look like part of a key, so that no
 * key is overlooked.
 */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*#.*$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Text that looks like a line of a key: words in comments are shorter. */
    private static final Pattern LIKE_A_KEY = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

    private PemFile() {}

    /**
     * @throws IllegalArgumentException if there is no key, a key is invalid, or a line outside the keys looks like part
     *     of a key; the message contains the reason
     */
    static List<TokenKey> keys(String text) {
        List<TokenKey> keys = new ArrayList<>();
        Matcher block =
                BLOCK.matcher(COMMENT_LINE.matcher(text.replace('\r', '\n')).replaceAll(""));
        StringBuilder between = new StringBuilder();
        while (block.find()) {
            block.appendReplacement(between, "\n");
            keys.add(key(block.group(1), SPACE.matcher(block.group(2)).replaceAll("")));
        }
        block.appendTail(between);
        between.toString().lines().forEach(PemFile::requireComment);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no -----BEGIN PUBLIC KEY----- in it");
        }
        return List.copyOf(keys);
    }

    private static void requireComment(String line) {
        if (line.contains("---") || LIKE_A_KEY.matcher(line).find()) {
            throw new IllegalArgumentException("a part of it is neither a key nor a comment: a line -----BEGIN …-----"
                    + " or -----END …----- is missing or misspelt");
        }
    }

    private static TokenKey key(String label, String base64) {
        return switch (label) {
            case "PUBLIC KEY" -> new TokenKey(null, PublicKeys.ofInfo(decoded(base64, label)));
            case "RSA PUBLIC KEY" -> new TokenKey(null, PublicKeys.ofRsa(decoded(base64, label)));
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
                new TokenKey(null, PublicKeys.ofCertificate(decoded(base64, label)));
            default ->
                throw new IllegalArgumentException(
                        "a " + label + " is in it; allowed are PUBLIC KEY," + " RSA PUBLIC KEY and CERTIFICATE");
        };
    }

    private static byte[] decoded(String base64, String label) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("a " + label + " in it is not Base64", notBase64);
        }
    }
}
