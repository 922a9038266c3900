package rtc.muc.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static rtc.wire.SingleQuotes.json;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes valid and invalid JWTs with the JDK only, not with the library under test. */
public final class Jwt {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Jwt() {}

    /** A token signed by HS256. */
    public static String hs256(String claims, String secret) {
        return signed(json("{'alg':'HS256'}"), claims, "HmacSHA256", secret.getBytes(UTF_8));
    }

    /** A token with any header, signed with a secret. */
    public static String signed(String header, String claims, String mac, byte[] secret) {
        String text = text(header, claims);
        try {
            Mac signing = Mac.getInstance(mac);
            signing.init(new SecretKeySpec(secret, mac));
            return text + "." + BASE64.encodeToString(signing.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A token signed with a private key, by RS256 or ES256. */
    public static String signed(String claims, PrivateKey key) {
        return signed(
                key.getAlgorithm().equals("RSA") ? json("{'alg':'RS256'}") : json("{'alg':'ES256'}"), claims, key);
    }

    /** A token signed with a private key, by RS256 or ES256, whose header contains the id of the key. */
    public static String signed(String claims, PrivateKey key, String keyId) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "RS256" : "ES256";
        return signed(json("{'alg':'" + algorithm + "','kid':'" + keyId + "'}"), claims, key);
    }

    private static String signed(String header, String claims, PrivateKey key) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        String text = text(header, claims);
        try {
            Signature signing = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signing.initSign(key);
            signing.update(text.getBytes(UTF_8));
            return text + "." + BASE64.encodeToString(signing.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An unsigned token. */
    public static String unsigned(String claims) {
        return text(json("{'alg':'none'}"), claims) + ".";
    }

    /** The claims of a token, without checking its signature. */
    public static String claims(String token) {
        return new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8);
    }

    /** A new key pair: {@code RSA}, {@code EC}, or {@code Ed25519}, which has only one size. */
    public static KeyPair keys(String kind, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (!kind.startsWith("Ed")) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A public key in PEM. */
    public static String pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()));
    }

    /** A public key as a JSON Web Key. */
    public static String jwk(PublicKey key, String id, String more) {
        String numbers = key instanceof RSAPublicKey rsa
                ? "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                        .formatted(number(rsa.getModulus(), 0), number(rsa.getPublicExponent(), 0))
                : "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
                        .formatted(
                                number(((ECPublicKey) key).getW().getAffineX(), 32),
                                number(((ECPublicKey) key).getW().getAffineY(), 32));
        return "{" + numbers + ",\"kid\":\"" + id + "\"" + more + "}";
    }

    /** The bytes of a number in Base64, padded to a minimum length before the encoding. */
    private static String number(BigInteger number, int digits) {
        byte[] signed = number.toByteArray();
        int sign = signed[0] == 0 ? 1 : 0;
        byte[] unsigned = new byte[Math.max(signed.length - sign, digits)];
        System.arraycopy(signed, sign, unsigned, unsigned.length - signed.length + sign, signed.length - sign);
        return BASE64.encodeToString(unsigned);
    }

    private static String text(String header, String claims) {
        return BASE64.encodeToString(header.getBytes(UTF_8)) + "." + BASE64.encodeToString(claims.getBytes(UTF_8));
    }
}
