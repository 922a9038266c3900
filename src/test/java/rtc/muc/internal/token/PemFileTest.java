package rtc.muc.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files in the forms in which tools write them. */
final class PemFileTest {

    private static final KeyPair RSA = Jwt.keys("RSA", 2048);
    private static final KeyPair EC = Jwt.keys("EC", 256);
    private static final String PEM = Jwt.pem(RSA.getPublic());

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "", " \n\t"})
    void anyLineEndingIsAccepted(String end) {
        assertThat(keys(PEM.replaceAll("\\R", end))).containsExactly(RSA.getPublic());
    }

    @Test
    void commentsMayAppearAnywhere() {
        String commented =
                PEM.replaceFirst("\n", "\n# of the old server\n") + "# and the next:\n\nThe key of Ada's phone:\n"
                        + Jwt.pem(EC.getPublic()) + "\n# -----BEGIN PUBLIC KEY-----\n";

        assertThat(keys(commented)).containsExactly(RSA.getPublic(), EC.getPublic());
    }

    @Test
    void rsaKeysMayBeInPkcs1() {
        byte[] info = RSA.getPublic().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(info, 24, info.length);

        assertThat(keys(block("RSA PUBLIC KEY", pkcs1))).containsExactly(RSA.getPublic());
    }

    /**
     * Certificates of an RSA key and of an EC key that are valid for one day only, made by {@code openssl req -x509}.
     */
    @ParameterizedTest
    @CsvSource({"rsa.crt, RSA", "ec.crt, EC"})
    void keysAreReadFromCertificates(String file, String kind) throws Exception {
        assertThat(keys(resource(file)))
                .singleElement()
                .extracting(PublicKey::getAlgorithm)
                .isEqualTo(kind);
    }

    @Test
    void unsupportedKeysAreRefusedWithTheReason() {
        for (String label : List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PARAMETERS", "PGP PUBLIC KEY BLOCK")) {
            refuses(PEM + block(label, new byte[60]), "a " + label + " is in it");
        }
        refuses("", "there is no -----BEGIN PUBLIC KEY-----");
        refuses("just words\n", "there is no -----BEGIN PUBLIC KEY-----");
        refuses(Jwt.pem(Jwt.keys("RSA", 1024).getPublic()), "1024 bits");
        refuses(Jwt.pem(Jwt.keys("EC", 384).getPublic()), "P-256");
        refuses(Jwt.pem(Jwt.keys("Ed25519", 255).getPublic()), "P-256");
        refuses(block("CERTIFICATE", new byte[60]), "a certificate in it is damaged");
        refuses(block("RSA PUBLIC KEY", new byte[60]), "damaged");
    }

    @Test
    void aDamagedKeyIsNeverSkippedSilently() {
        String other = Jwt.pem(EC.getPublic());
        Stream.of(
                        other.replace("-----BEGIN", "----BEGIN"),
                        other.replace("-----BEGIN PUBLIC KEY-----", ""),
                        other.replace("-----END PUBLIC KEY-----", ""),
                        other.replace("-----END", "----END"),
                        other.replace("END PUBLIC KEY", "END PUBLIC KEYS"),
                        other.replace("BEGIN PUBLIC KEY", "BEGIN public key"),
                        other.replaceAll("-----.+-----", ""),
                        other.replaceFirst("M", "!"))
                .forEach(broken -> {
                    assertThatIllegalArgumentException().isThrownBy(() -> PemFile.keys(PEM + broken));
                    assertThatIllegalArgumentException().isThrownBy(() -> PemFile.keys(broken + PEM));
                });
    }

    private static void refuses(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.keys(text))
                .withMessageContaining(why);
    }

    private static Stream<PublicKey> keys(String text) {
        return PemFile.keys(text).stream().map(key -> (PublicKey) key.key());
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(der), label);
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = PemFileTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
