package rtc.muc.internal.config;

/** What an operator wants to be sure of about who comes in. What else is set up counts too, in each of them. */
enum AccessMode {
    /** Nothing. */
    OPEN,
    /** That everybody needs a room token. */
    TOKEN,
    /** That the application's policy decides about everybody. */
    POLICY,
    /** That everybody is signed in, with the container or a filter of the application. */
    PRINCIPAL
}
