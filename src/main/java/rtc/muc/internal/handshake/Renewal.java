package rtc.muc.internal.handshake;

import java.util.Optional;
import java.util.function.Consumer;

/** How the access of one connection can be renewed before it ends. For any number of threads. */
@FunctionalInterface
public interface Renewal {

    /** What becomes of a request for renewal. */
    enum Outcome {
        /** Access lasts longer now. */
        RENEWED,
        /** Nothing changes: the token does not allow it. */
        FORBIDDEN,
        /** Nothing changes: the token cannot be checked at the moment. */
        UNAVAILABLE
    }

    /**
     * The answer to a request for renewal.
     *
     * @param time how long access lasts, present exactly if it was renewed
     */
    record Answer(Outcome outcome, Optional<AccessPeriod> time) {

        /** {@return the answer that renews access} */
        public static Answer renewed(AccessPeriod time) {
            return new Answer(Outcome.RENEWED, Optional.of(time));
        }

        /** {@return an answer that changes nothing} */
        public static Answer unchanged(Outcome why) {
            return new Answer(why, Optional.empty());
        }
    }

    /**
     * Asks for renewal. Does not block.
     *
     * @param token a new token
     * @param answer called once, on any thread; must not block
     */
    void renew(String token, Consumer<Answer> answer);

    /** {@return this renewal, for access that others have limited to a time} */
    default Renewal cappedAt(AccessPeriod limit) {
        return (token, answer) -> renew(
                token,
                given -> answer.accept(
                        new Answer(given.outcome(), given.time().map(time -> time.cappedAt(limit.end())))));
    }
}
