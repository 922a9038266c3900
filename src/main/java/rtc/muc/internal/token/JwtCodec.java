package rtc.muc.internal.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import rtc.muc.Permission;

/**
 * Writes and reads tokens as JWTs, with the Nimbus library. Each key is used with one algorithm only, regardless of the
 * header of a token, so unsigned tokens are refused, and a public key is never used as a secret.
 */
final class JwtCodec implements TokenCodec {

    private static final String PERMISSIONS = "permissions";
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private final List<TokenKeys> secrets;
    private final List<TokenKeys> publicKeys;
    private final TokenRules.Claims rules;

    /**
     * Made once for the application.
     *
     * @param secrets the sources of secrets; the first secret signs new tokens
     * @param publicKeys the sources of public keys; they are tried in order, so those that may block must come last
     * @param rules the required claims
     */
    JwtCodec(List<TokenKeys> secrets, List<TokenKeys> publicKeys, TokenRules.Claims rules) {
        this.secrets = List.copyOf(secrets);
        this.publicKeys = List.copyOf(publicKeys);
        this.rules = rules;
    }

    @Override
    public String write(TokenClaims grant) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(grant.subject())
                .claim(
                        PERMISSIONS,
                        grant.permissions().stream().map(Permission::word).toList())
                .expirationTime(Date.from(grant.expiry()));
        if (!rules.roomClaim().isEmpty()) {
            claims.claim(rules.roomClaim(), grant.room());
        }
        rules.audiences().stream().findFirst().ifPresent(claims::audience);
        rules.issuers().stream().findFirst().ifPresent(claims::issuer);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            token.sign(new MACSigner(signing()));
        } catch (JOSEException | KeysUnavailableException bug) {
            throw new IllegalStateException("A room token could not be signed", bug);
        }
        return token.serialize();
    }

    @Override
    public TokenClaims read(String token) throws InvalidTokenException, KeysUnavailableException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!isSigned(jwt)) {
                throw new InvalidTokenException("it is not signed by a known key");
            }
            return grant(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException malformed) {
            throw new InvalidTokenException("it is malformed");
        }
    }

    private SecretKey signing() throws KeysUnavailableException {
        if (secrets.isEmpty()) {
            throw new IllegalStateException(
                    "Room tokens are issued only if muc.token-secret or muc.token-secret-file is set");
        }
        return (SecretKey) secrets.get(0).meantBy(null).get(0).key();
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException, KeysUnavailableException {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (!ALGORITHMS.contains(algorithm)) {
            return false;
        }
        for (TokenKeys place : algorithm.equals(JWSAlgorithm.HS256) ? secrets : publicKeys) {
            for (TokenKey key : place.meantBy(jwt.getHeader().getKeyID())) {
                if (algorithm.equals(algorithm(key.key())) && jwt.verify(verifier(key.key()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private TokenClaims grant(JWTClaimsSet claims) throws ParseException, InvalidTokenException {
        String subject = claims.getSubject();
        String room = rules.roomClaim().isEmpty() ? null : claims.getStringClaim(rules.roomClaim());
        Date expiry = claims.getExpirationTime();
        Date start = claims.getNotBeforeTime();
        if (subject == null || subject.isEmpty() || expiry == null) {
            throw new InvalidTokenException("it lacks sub or exp");
        }
        if (room == null && !rules.roomClaim().isEmpty()) {
            throw new InvalidTokenException("it lacks the claim with the name of the room");
        }
        checkParties(claims);
        List<String> words = claims.getStringListClaim(PERMISSIONS);
        return new TokenClaims(
                subject,
                room,
                words == null ? Set.of(Permission.values()) : permissions(words),
                start == null ? Instant.EPOCH : start.toInstant(),
                expiry.toInstant());
    }

    private void checkParties(JWTClaimsSet claims) throws InvalidTokenException {
        if (!rules.audiences().isEmpty() && Collections.disjoint(rules.audiences(), claims.getAudience())) {
            throw new InvalidTokenException("it is for another audience");
        }
        String issuer = claims.getIssuer();
        if (!rules.issuers().isEmpty() && (issuer == null || !rules.issuers().contains(issuer))) {
            throw new InvalidTokenException("it is from another issuer");
        }
    }

    /** Ignores unknown permissions, because other issuers may use this claim for permissions of their own. */
    private static Set<Permission> permissions(List<String> words) {
        return Arrays.stream(Permission.values())
                .filter(permission -> words.contains(permission.word()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static JWSAlgorithm algorithm(Key key) {
        return key instanceof RSAPublicKey
                ? JWSAlgorithm.RS256
                : key instanceof ECPublicKey ? JWSAlgorithm.ES256 : JWSAlgorithm.HS256;
    }

    private static JWSVerifier verifier(Key key) throws JOSEException {
        return key instanceof RSAPublicKey rsa
                ? new RSASSAVerifier(rsa)
                : key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new MACVerifier((SecretKey) key);
    }
}
