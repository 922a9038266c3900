package rtc.muc.internal.token;

import java.time.Instant;
import java.time.InstantSource;
import rtc.muc.internal.handshake.AccessPeriod;

/** Reads tokens that are good now. For any number of threads, each of which may block for a limited time. */
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
     * {@return what a token says}
     *
     * @throws InvalidTokenException if it is not good
     * @throws KeysUnavailableException if that cannot be said at the moment
     */
    TokenClaims read(String token) throws InvalidTokenException, KeysUnavailableException {
        if (token.length() > LONGEST) {
            throw new InvalidTokenException("it is too long");
        }
        TokenClaims grant = codec.read(token);
        checkTime(grant, clock.instant());
        return grant;
    }

    /** {@return how long a token gives access} */
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
            throw new InvalidTokenException("its lifetime is over muc.token-max-lifetime");
        }
    }
}
