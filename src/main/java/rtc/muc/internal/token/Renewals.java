package rtc.muc.internal.token;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.Renewal;
import rtc.muc.internal.handshake.Renewal.Answer;
import rtc.muc.internal.handshake.Renewal.Outcome;

/** Renews access by new tokens, which are checked on threads of its own. For any number of threads. */
final class Renewals {

    private static final System.Logger LOG = System.getLogger(Renewals.class.getName());

    private final TokenReader reader;
    private final Executor executor;

    /** @param executor may reject what is too much */
    Renewals(TokenReader reader, Executor executor) {
        this.reader = reader;
        this.executor = executor;
    }

    /**
     * {@return how a connection's access is renewed} A new token must be for the same subject and room, and must permit
     * no less: what the peer may do stays as it is.
     *
     * @param first what the token says that the connection was let in with
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
            LOG.log(Level.ERROR, "Unexpected failure of the check of a room token, which renews nothing", bug);
            return Answer.unchanged(Outcome.UNAVAILABLE);
        }
    }
}
