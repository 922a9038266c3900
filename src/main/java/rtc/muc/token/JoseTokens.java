package rtc.muc.token;

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
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import rtc.muc.room.Permission;

/**
 * Tokens as JWTs, by the Nimbus library. Each key is good for one algorithm, whatever a token says of itself: so none is
 * taken for unsigned, and no public key for a secret.
 */
final class JoseTokens implements TokenCodec {

    private static final String ROOM = "room";
    private static final String PERMISSIONS = "permissions";

    private record Key(JWSAlgorithm algorithm, JWSVerifier verifier) {}

    private final byte[] secret;
    private final List<Key> keys = new ArrayList<>();

    /** @throws IllegalStateException if a key is none, or there is none in the file */
    JoseTokens(TokenRules rules) {
        secret = rules.secret().getBytes(StandardCharsets.UTF_8);
        try {
            if (secret.length > 0) {
                keys.add(new Key(JWSAlgorithm.HS256, new MACVerifier(secret)));
            }
            if (!rules.publicKeyFile().isEmpty()) {
                for (PublicKey key : PublicKeys.in(rules.publicKeyFile())) {
                    keys.add(key(key));
                }
            }
        } catch (JOSEException unsuitable) {
            throw new IllegalStateException("A key for room tokens is of no use", unsuitable);
        }
    }

    @Override
    public String write(Grant grant) {
        if (secret.length == 0) {
            throw new IllegalStateException("Room tokens are made where muc.token-secret is set");
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(grant.subject())
                        .claim(ROOM, grant.room())
                        .claim(
                                PERMISSIONS,
                                grant.permissions().stream()
                                        .map(Permission::word)
                                        .toList())
                        .expirationTime(Date.from(grant.expiry()))
                        .build());
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException bug) {
            throw new IllegalStateException("A room token could not be signed", bug);
        }
        return token.serialize();
    }

    @Override
    public Grant read(String token) throws BadTokenException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!isSigned(jwt)) {
                throw new BadTokenException("it is not signed by a key that is known");
            }
            return grant(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException malformed) {
            throw new BadTokenException("it is malformed");
        }
    }

    private boolean isSigned(SignedJWT jwt) throws JOSEException {
        for (Key key : keys) {
            if (key.algorithm().equals(jwt.getHeader().getAlgorithm()) && jwt.verify(key.verifier())) {
                return true;
            }
        }
        return false;
    }

    private static Grant grant(JWTClaimsSet claims) throws ParseException, BadTokenException {
        String subject = claims.getSubject();
        String room = claims.getStringClaim(ROOM);
        Date expiry = claims.getExpirationTime();
        Date start = claims.getNotBeforeTime();
        if (subject == null || subject.isEmpty() || room == null || expiry == null) {
            throw new BadTokenException("it lacks sub, room or exp");
        }
        List<String> words = claims.getStringListClaim(PERMISSIONS);
        return new Grant(
                subject,
                room,
                words == null ? Set.of(Permission.values()) : permissions(words),
                start == null ? Instant.EPOCH : start.toInstant(),
                expiry.toInstant());
    }

    /** Others may have permissions of their own in it. */
    private static Set<Permission> permissions(List<String> words) {
        return Arrays.stream(Permission.values())
                .filter(permission -> words.contains(permission.word()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Key key(PublicKey key) throws JOSEException {
        return key instanceof RSAPublicKey rsa
                ? new Key(JWSAlgorithm.RS256, new RSASSAVerifier(rsa))
                : new Key(JWSAlgorithm.ES256, new ECDSAVerifier((ECPublicKey) key));
    }
}
