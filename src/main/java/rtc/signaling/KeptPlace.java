package rtc.signaling;

import java.time.Duration;

/**
 * The place in the room that the server keeps for a client that can resume. While the client is connected, it regularly
 * asks the server how many messages have arrived. While it is not connected, the resumption window is timed. All
 * methods run on the session's event executor.
 */
final class KeptPlace {

    /** How often the server is asked to confirm messages, if any are unconfirmed. */
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

    /** {@return how long the server keeps the place after a connection has ended in this way; zero if it does not} */
    Duration window(Ending ending) {
        var resumption = context.sender().resumption();
        return resumption != null && ending.meaning().keepsPlace() ? resumption.window() : Duration.ZERO;
    }

    /** A connection has ended: stops asking for confirmations. */
    void disconnected() {
        confirmation.close();
    }

    /**
     * Another connection will follow: starts timing the resumption window, or gives up if the server does not keep the
     * place.
     */
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
