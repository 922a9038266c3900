package rtc.muc.internal.handshake;

import java.util.Optional;
import java.util.function.Consumer;

/** Renews the access of one connection before it ends. Thread-safe. */
@FunctionalInterface
public interface Renewal {

    /** The result of a request for renewal. */
    enum Outcome {
        /** The access is extended. */
        RENEWED,
        /** Nothing changes: the token does not permit a renewal. */
        FORBIDDEN,
        /** Nothing changes: the token cannot be checked at the moment. */
        UNAVAILABLE
    }

    /**
     * The answer to a request for renewal.
     *
     * @param time the new period of access; present if the access was renewed
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
     * Requests a renewal. Does not block.
     *
     * @param token a new token
     * @param answer called once, on any thread; must not block
     */
    void renew(String token, Consumer<Answer> answer);

    /** {@return this renewal, limited to the end of a period} */
    default Renewal cappedAt(AccessPeriod limit) {
        return (token, answer) -> renew(
                token,
                given -> answer.accept(
                        new Answer(given.outcome(), given.time().map(time -> time.cappedAt(limit.end())))));
    }
}
