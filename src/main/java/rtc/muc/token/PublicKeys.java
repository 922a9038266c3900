package rtc.muc.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The public keys in a PEM file: RSA of 2048 bits or more, and EC on the curve P-256. */
final class PublicKeys {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");
    private static final int SMALLEST_RSA = 2048;
    private static final int P_256 = 256;

    private PublicKeys() {}

    /** @throws IllegalStateException if the file is not there, or holds no such key, or another one */
    static List<PublicKey> in(String file) {
        try {
            List<PublicKey> keys = PEM.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII))
                    .results()
                    .map(key -> of(Base64.getMimeDecoder().decode(key.group(1))))
                    .toList();
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("no PEM public key is in it");
            }
            return keys;
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException(
                    "Setting muc.token-public-key is \"" + file
                            + "\"; allowed is a file of PEM public keys, RSA of 2048 bits or more or EC P-256",
                    unusable);
        }
    }

    private static PublicKey of(byte[] encoded) {
        return Stream.of("RSA", "EC")
                .flatMap(kind -> decoded(kind, encoded).stream())
                .filter(PublicKeys::isStrong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a key in it is neither"));
    }

    private static Optional<PublicKey> decoded(String kind, byte[] encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException anotherKind) {
            return Optional.empty();
        }
    }

    private static boolean isStrong(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength() >= SMALLEST_RSA
                : key instanceof ECPublicKey ec
                        && ec.getParams().getCurve().getField().getFieldSize() == P_256;
    }
}
