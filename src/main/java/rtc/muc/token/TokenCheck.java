package rtc.muc.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import rtc.muc.handshake.Check;
import rtc.muc.handshake.Handshake;
import rtc.muc.handshake.Refusal;

/**
 * Asks for a room token: in the query, as browsers can send one, or else in the header {@code Authorization}. Whoever has
 * none, or a bad one, gets 401; whoever has one for another room gets 403.
 */
final class TokenCheck implements Check {

    private static final System.Logger LOG = System.getLogger(TokenCheck.class.getName());
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 4096;

    private final TokenCodec codec;
    private final TokenRules rules;
    private final InstantSource clock;

    TokenCheck(TokenCodec codec, TokenRules rules, InstantSource clock) {
        this.codec = codec;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        try {
            Grant grant = codec.read(token(handshake.request()));
            checkTime(grant, clock.instant());
            if (!grant.room().equals(handshake.room().value())) {
                return new Refusal(HttpServletResponse.SC_FORBIDDEN, "The access token is for another room");
            }
            if (handshake.principal() == null) {
                handshake.principal(grant::subject);
            }
            handshake.permitOnly(grant.permissions());
            handshake.endsAt(grant.expiry().plus(rules.clockSkew()));
            return null;
        } catch (BadTokenException bad) {
            LOG.log(Level.DEBUG, "A room token was refused: {0}", bad.getMessage());
            return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "A valid access token is required");
        }
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

    private static String token(HttpServletRequest request) throws BadTokenException {
        String[] inQuery = request.getParameterValues("access_token");
        String header = request.getHeader("Authorization");
        String token;
        if (inQuery != null && inQuery.length == 1) {
            token = inQuery[0];
        } else if (inQuery == null && header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            token = header.substring(SCHEME.length()).strip();
        } else {
            throw new BadTokenException("there is none, or more than one");
        }
        if (token.length() > LONGEST) {
            throw new BadTokenException("it is too long");
        }
        return token;
    }
}
