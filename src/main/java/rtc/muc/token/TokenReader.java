package rtc.muc.token;

import java.time.Instant;
import java.time.InstantSource;
import rtc.muc.handshake.AccessTime;

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
     * @throws BadTokenException if it is not good
     * @throws KeysUnavailableException if that cannot be said at the moment
     */
    Grant read(String token) throws BadTokenException, KeysUnavailableException {
        if (token.length() > LONGEST) {
            throw new BadTokenException("it is too long");
        }
        Grant grant = codec.read(token);
        checkTime(grant, clock.instant());
        return grant;
    }

    /** {@return how long a token gives access} */
    AccessTime time(Grant grant) {
        return new AccessTime(grant.expiry(), grant.expiry().plus(rules.clockSkew()));
    }

    private void checkTime(Grant grant, Instant now) throws BadTokenException {
        if (!now.isBefore(grant.expiry().plus(rules.clockSkew()))) {
            throw new BadTokenException("it has expired");
        }
        if (now.isBefore(grant.start().minus(rules.clockSkew()))) {
            throw new BadTokenException("it is not valid yet");
        }
        if (!rules.maxLifetime().isZero()
                && grant.expiry().isAfter(now.plus(rules.maxLifetime()).plus(rules.clockSkew()))) {
            throw new BadTokenException("its lifetime is over muc.token-max-lifetime");
        }
    }
}
