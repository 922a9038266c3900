package rtc.muc.internal.token;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses public keys for tokens: RSA with at least 2048 bits, and EC on the curve P-256. */
final class PublicKeys {

    /** The algorithm identifier of RSA keys in DER, in hexadecimal digits. */
    private static final String RSA = "300d06092a864886f70d0101010500";

    private static final int SMALLEST_RSA = 2048;
    private static final int P_256 = 256;

    private PublicKeys() {}

    /** @throws IllegalArgumentException if the bytes are not such a key */
    static PublicKey ofInfo(byte[] der) {
        return checked(Stream.of("RSA", "EC")
                .flatMap(kind -> decoded(kind, der).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a key in it is neither an RSA key nor an EC key on the" + " curve P-256, or it is damaged")));
    }

    /** @throws IllegalArgumentException if the bytes are not such a key in the form of PKCS #1 */
    static PublicKey ofRsa(byte[] der) {
        ByteArrayOutputStream bits = new ByteArrayOutputStream();
        bits.write(0);
        bits.writeBytes(der);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(HexFormat.of().parseHex(RSA));
        info.writeBytes(tagged(0x03, bits.toByteArray()));
        return ofInfo(tagged(0x30, info.toByteArray()));
    }

    /** Returns the key of a certificate. Neither the issuer nor the validity of the certificate is checked. */
    static PublicKey ofCertificate(byte[] der) {
        try {
            return checked(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey());
        } catch (GeneralSecurityException damaged) {
            throw new IllegalArgumentException("a certificate in it is damaged", damaged);
        }
    }

    /**
     * Checks that a key is of an accepted kind and strong enough.
     *
     * @throws IllegalArgumentException if the key is not accepted; the message contains the reason
     */
    static PublicKey checked(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < SMALLEST_RSA) {
                throw new IllegalArgumentException(
                        "an RSA key in it has " + bits + " bits; allowed are " + SMALLEST_RSA + " or more");
            }
        } else if (!(key instanceof ECPublicKey ec)
                || ec.getParams().getCurve().getField().getFieldSize() != P_256) {
            throw new IllegalArgumentException(
                    "a key in it is neither an RSA key nor an EC key on the curve P-256, but " + key.getAlgorithm());
        }
        return key;
    }

    private static Optional<PublicKey> decoded(String kind, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException anotherKind) {
            return Optional.empty();
        }
    }

    /** Encodes a value in DER. */
    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (content.length < 0x80) {
            value.write(content.length);
        } else {
            value.write(0x82);
            value.write(content.length >> 8);
            value.write(content.length);
        }
        value.writeBytes(content);
        return value.toByteArray();
    }
}
