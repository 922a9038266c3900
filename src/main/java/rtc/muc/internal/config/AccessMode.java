package rtc.muc.internal.config;

/** The access check that an operator requires. In every mode, all other configured checks apply as well. */
enum AccessMode {
    /** No check is required. */
    OPEN,
    /** Every client needs a room token. */
    TOKEN,
    /** The application's access policy decides about every client. */
    POLICY,
    /** Every client must be authenticated by the container or by a filter of the application. */
    PRINCIPAL
}
