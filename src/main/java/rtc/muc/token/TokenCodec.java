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
     * Reads a token whose signature is right.
     *
     * @throws BadTokenException if it is none, was signed by nobody whom we know, or lacks something
     */
    Grant read(String token) throws BadTokenException;
}
