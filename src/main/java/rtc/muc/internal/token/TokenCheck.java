package rtc.muc.internal.token;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.handshake.Handshake;
import rtc.muc.internal.handshake.HandshakeCheck;
import rtc.muc.internal.handshake.Refusal;

/**
 * Checks the {@linkplain PresentedToken token}. A missing or invalid token is refused with 401, a token for another
 * room with 403. If the keys cannot be fetched, the answer is 503.
 */
final class TokenCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(TokenCheck.class.getName());

    private static final Refusal BAD =
            new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "A valid access token is required");
    private static final Refusal OTHER_ROOM =
            new Refusal(HttpServletResponse.SC_FORBIDDEN, "The access token is for another room");
    private static final Refusal UNAVAILABLE = new Refusal(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            "Access tokens cannot be checked at the moment",
            Duration.ofSeconds(10));

    private final TokenReader reader;
    private final Renewals renewals;

    TokenCheck(TokenReader reader, Renewals renewals) {
        this.reader = reader;
        this.renewals = renewals;
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        try {
            TokenClaims grant = reader.read(PresentedToken.of(handshake.request()));
            if (!grant.isFor(handshake.room())) {
                return OTHER_ROOM;
            }
            if (handshake.principal() == null) {
                handshake.principal(grant::subject);
            }
            handshake.permitOnly(grant.permissions());
            handshake.expireAt(reader.time(grant), renewals.of(grant, handshake.room()));
            return null;
        } catch (InvalidTokenException bad) {
            LOG.log(Level.DEBUG, "A room token was refused: {0}", bad.getMessage());
            return BAD;
        } catch (KeysUnavailableException unavailable) {
            LOG.log(Level.DEBUG, "A room token could not be checked: {0}", unavailable.getMessage());
            return UNAVAILABLE;
        }
    }

    @Override
    public boolean dependsOnRoom() {
        return true;
    }
}
