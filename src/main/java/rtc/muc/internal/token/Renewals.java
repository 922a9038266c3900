package rtc.muc.internal.token;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.Renewal;
import rtc.muc.internal.handshake.Renewal.Answer;
import rtc.muc.internal.handshake.Renewal.Outcome;

/** Renews access by new tokens, which are checked on separate threads. Thread-safe. */
final class Renewals {

    private static final System.Logger LOG = System.getLogger(Renewals.class.getName());

    private final TokenReader reader;
    private final Executor executor;

    /** @param executor runs the checks of new tokens; may reject them under load */
    Renewals(TokenReader reader, Executor executor) {
        this.reader = reader;
        this.executor = executor;
    }

    /**
     * {@return the renewal for one connection} A new token must be for the same subject and room and must have at least
     * the same permissions; the peer's permissions do not change.
     *
     * @param first the claims of the token with which the connection was admitted
     */
    Renewal of(TokenClaims first, RoomName room) {
        return (token, answer) -> {
            try {
                executor.execute(() -> answer.accept(answer(token, first, room)));
            } catch (RejectedExecutionException tooMany) {
                answer.accept(Answer.unchanged(Outcome.UNAVAILABLE));
            }
        };
    }

    private Answer answer(String token, TokenClaims first, RoomName room) {
        try {
            TokenClaims grant = reader.read(token);
            boolean same = grant.subject().equals(first.subject())
                    && grant.isFor(room)
                    && grant.permissions().containsAll(first.permissions());
            return same ? Answer.renewed(reader.time(grant)) : Answer.unchanged(Outcome.FORBIDDEN);
        } catch (InvalidTokenException bad) {
            LOG.log(Level.DEBUG, "A room token did not renew access: {0}", bad.getMessage());
            return Answer.unchanged(Outcome.FORBIDDEN);
        } catch (KeysUnavailableException unavailable) {
            LOG.log(Level.DEBUG, "A room token could not be checked: {0}", unavailable.getMessage());
            return Answer.unchanged(Outcome.UNAVAILABLE);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "The check of a room token failed unexpectedly; nothing is renewed", bug);
            return Answer.unchanged(Outcome.UNAVAILABLE);
        }
    }
}
