package rtc.muc.internal.container.payara;

/** Which timer the sessions of this application use on Payara. */
public enum SessionTimer {
    /** One of the application's own, see {@link TyrusTimer}. */
    OWN,
    /** The one that the server gives them. */
    SERVER
}
