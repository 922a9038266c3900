package rtc.muc.internal.token;

import java.time.Instant;
import java.time.InstantSource;
import rtc.muc.internal.handshake.AccessPeriod;

/** Reads tokens and checks that they are valid now. Thread-safe; may block for a limited time. */
final class TokenReader {

    private static final int LONGEST = 4096;

    private final TokenCodec codec;
    private final TokenRules.Claims rules;
    private final InstantSource clock;

    TokenReader(TokenCodec codec, TokenRules.Claims rules, InstantSource clock) {
        this.codec = codec;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * {@return the claims of a token}
     *
     * @throws InvalidTokenException if the token is invalid
     * @throws KeysUnavailableException if the token cannot be checked now
     */
    TokenClaims read(String token) throws InvalidTokenException, KeysUnavailableException {
        if (token.length() > LONGEST) {
            throw new InvalidTokenException("it is too long");
        }
        TokenClaims grant = codec.read(token);
        checkTime(grant, clock.instant());
        return grant;
    }

    /** {@return the period of access that a token grants} */
    AccessPeriod time(TokenClaims grant) {
        return new AccessPeriod(grant.expiry(), grant.expiry().plus(rules.clockSkew()));
    }

    private void checkTime(TokenClaims grant, Instant now) throws InvalidTokenException {
        if (!now.isBefore(grant.expiry().plus(rules.clockSkew()))) {
            throw new InvalidTokenException("it has expired");
        }
        if (now.isBefore(grant.start().minus(rules.clockSkew()))) {
            throw new InvalidTokenException("it is not valid yet");
        }
        if (!rules.maxLifetime().isZero()
                && grant.expiry().isAfter(now.plus(rules.maxLifetime()).plus(rules.clockSkew()))) {
            throw new InvalidTokenException("its lifetime exceeds muc.token-max-lifetime");
        }
    }
}
