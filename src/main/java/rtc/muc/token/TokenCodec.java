package rtc.muc.token;

/** Writes and reads tokens, which nobody else can write. For any number of threads. */
interface TokenCodec {

    /**
     * Writes and signs a token.
     *
     * @throws IllegalStateException if there is no secret to sign with
     */
    String write(Grant grant);

    /**
     * Reads a token whose signature is right, and whose audience and issuer are among those that are set. Its times are
     * not looked at. May block for a limited time.
     *
     * @throws BadTokenException if it is no token, is signed by nobody whom we know, or lacks something
     * @throws KeysUnavailableException if the keys are not at hand
     */
    Grant read(String token) throws BadTokenException, KeysUnavailableException;
}
