package rtc.muc.internal.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The signature keys of a JSON Web Key Set (RFC 7517). Keys for other purposes are ignored, and so are secrets, which
 * do not belong in a public key set.
 */
final class JwkSet {

    private static final System.Logger LOG = System.getLogger(JwkSet.class.getName());
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private JwkSet() {}

    /**
     * @throws IllegalArgumentException if the text is not a key set or has no usable key; the message contains the
     *     reason
     */
    static List<TokenKey> keys(String text) {
        List<TokenKey> keys = new ArrayList<>();
        try {
            for (JWK jwk : JWKSet.parse(text).getKeys()) {
                if (isForTokens(jwk)) {
                    add(jwk, keys);
                }
            }
        } catch (ParseException | JOSEException malformed) {
            throw new IllegalArgumentException("it is not a JSON Web Key Set", malformed);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key for RS256 or ES256 in it");
        }
        return List.copyOf(keys);
    }

    /** Ignores a weak key, so that the other keys remain usable. */
    private static void add(JWK jwk, List<TokenKey> keys) throws JOSEException {
        try {
            keys.add(new TokenKey(jwk.getKeyID(), PublicKeys.checked(((AsymmetricJWK) jwk).toPublicKey())));
        } catch (IllegalArgumentException weak) {
            LOG.log(Level.WARNING, "A key in a JSON Web Key Set is ignored: {0}", weak.getMessage());
        }
    }

    private static boolean isForTokens(JWK jwk) {
        boolean kind = jwk.getKeyType().equals(KeyType.RSA) || jwk.getKeyType().equals(KeyType.EC);
        boolean use = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
        boolean algorithm = jwk.getAlgorithm() == null
                || ALGORITHMS.stream().anyMatch(known -> known.getName()
                        .equals(jwk.getAlgorithm().getName()));
        return kind && use && algorithm && !isEcOfAnotherCurve(jwk);
    }

    private static boolean isEcOfAnotherCurve(JWK jwk) {
        return jwk instanceof ECKey ec && !ec.getCurve().equals(Curve.P_256);
    }
}
