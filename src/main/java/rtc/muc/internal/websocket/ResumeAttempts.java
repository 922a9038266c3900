package rtc.muc.internal.websocket;

import rtc.muc.internal.protocol.ClientMessage;

/** The failed attempts of one connection to resume. Used by the connection's thread, before the join. */
final class ResumeAttempts {

    private final Resumptions resumptions;
    private final Membership newcomer;
    private int failures;
    private int guesses;

    ResumeAttempts(Resumptions resumptions, Membership newcomer) {
        this.resumptions = resumptions;
        this.newcomer = newcomer;
    }

    /** Counts a failed attempt, and returns whether there were too many. */
    boolean fail(ClientMessage.Resume request) {
        boolean tooMany =
                switch (resumptions.failed(request, newcomer)) {
                    case EXPIRED, MISSED -> false;
                    case GUESS -> {
                        guesses++;
                        yield resumptions.count(newcomer);
                    }
                };
        return ++failures >= FailedGuesses.TOO_MANY || tooMany;
    }

    /** Forgives the attempts of a client that joins instead: they were not guesses. */
    void forgive() {
        if (guesses > 0) {
            resumptions.forgive(newcomer, guesses);
        }
    }
}
