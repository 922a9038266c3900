package rtc.muc.internal.config;

/** The access check that an operator requires. Other configured checks apply as well in every mode. */
enum AccessMode {
    /** No check is required. */
    OPEN,
    /** Every client needs a room token. */
    TOKEN,
    /** The application's access policy decides about every client. */
    POLICY,
    /** Every client is authenticated by the container or by a filter of the application. */
    PRINCIPAL
}
