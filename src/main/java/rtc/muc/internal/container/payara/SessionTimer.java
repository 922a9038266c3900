package rtc.muc.internal.container.payara;

/** The timer for the sessions of this application on Payara. */
public enum SessionTimer {
    /** The application's own timer, see {@link TyrusTimer}. */
    OWN,
    /** The server's timer. */
    SERVER
}
