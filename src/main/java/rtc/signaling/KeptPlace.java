package rtc.signaling;

import java.time.Duration;

/**
 * The place that the server keeps for a client that resumes. While there is a connection, the client asks from time to
 * time what has arrived; without one, it counts the time for which the server promises to wait. Runs as tasks of the
 * events.
 */
final class KeptPlace {

    /** How long sent messages may be unconfirmed before the server is asked. */
    private static final Duration CONFIRMATION_INTERVAL = Duration.ofSeconds(5);

    private final RoomConnection.Context context;
    private final TokenRenewals renewals;
    private boolean counting;
    private Subscription windowEnd = () -> {};
    private Subscription confirmation = () -> {};

    KeptPlace(RoomConnection.Context context, TokenRenewals renewals) {
        this.context = context;
        this.renewals = renewals;
    }

    /** The client has joined or resumed. */
    void connected() {
        windowEnd.close();
        counting = false;
        if (context.sender().resumption() != null) {
            askForConfirmations();
        }
    }

    /** {@return how long the server keeps the place after such an end of a connection; zero if it does not} */
    Duration window(Ending ending) {
        var resumption = context.sender().resumption();
        return resumption != null && ending.meaning().keepsPlace() ? resumption.window() : Duration.ZERO;
    }

    /** A connection is over, and nothing more is asked. */
    void disconnected() {
        confirmation.close();
    }

    /** Another connection will follow: begins to count the time, unless the server does not keep the place. */
    void waitForNext(Ending ending) {
        var resumption = context.sender().resumption();
        if (resumption == null) {
            renewals.fail();
        } else if (!ending.meaning().keepsPlace()) {
            giveUp();
        } else if (!counting) {
            counting = true;
            windowEnd = context.after(resumption.window(), this::expire);
        }
    }

    /** The server has refused to resume. */
    void lost() {
        windowEnd.close();
        giveUp();
    }

    /** No other connection follows. */
    void end() {
        windowEnd.close();
        confirmation.close();
    }

    private void askForConfirmations() {
        confirmation = context.after(CONFIRMATION_INTERVAL, () -> {
            context.sender().askForConfirmation();
            askForConfirmations();
        });
    }

    private void expire() {
        context.sender().expire();
        renewals.fail();
    }

    private void giveUp() {
        context.sender().giveUpResuming();
        renewals.fail();
    }
}
