package rtc.signaling;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a stable {@linkplain #code() code}. The futures of this package fail with this exception, which may be
 * wrapped in a {@link CompletionException} that {@link #of} removes. The listeners of {@link Signaling#onError} receive
 * it too.
 *
 * <p>The codes are the constants of this class and the codes that the server reports in its errors, such as
 * {@code room_full}, {@code unknown_peer} or {@code rate_limited}.
 */
public final class SignalingException extends RuntimeException {

    /** The server refused the handshake with the HTTP status {@link #httpStatus()}. */
    public static final String REFUSED = "refused";

    /**
     * No connection could be made: for example, the host is unknown, no server accepts connections there, the server's
     * certificate is not trusted, TLS failed in another way, or a proxy refused the connection. The cause has the
     * details.
     */
    public static final String UNREACHABLE = "unreachable";

    /**
     * The supplier of a channel, of headers or of a token threw an exception, or returned an invalid value. The cause
     * has the details.
     */
    public static final String SUPPLIER_FAILED = "supplier_failed";

    /** The other side did not answer in time. */
    public static final String TIMEOUT = "timeout";

    /**
     * There is no connection yet, or the connection has ended. The exception has an {@link #ending()} if the server or
     * the network ended the connection.
     */
    public static final String CLOSED = "closed";

    /** The recipient has left. */
    public static final String LEFT = "left";

    /** Too many characters wait to be sent, or wait for slow listeners. */
    public static final String OVERFLOW = "overflow";

    /** The connection failed to send a text. */
    public static final String SEND_FAILED = "send_failed";

    /**
     * A message breaks a rule of the protocol. The client checks its messages before it sends them; servers report this
     * code too.
     */
    public static final String BAD_MESSAGE = "bad_message";

    /** A message is too large. The client checks its messages before it sends them; servers report this code too. */
    public static final String TOO_LARGE = "too_large";

    /** The client itself cannot work, for example because a library is missing. The cause has the details. */
    public static final String BROKEN = "broken";

    /** The server reported an error without a code, as some other servers of this protocol do. */
    public static final String ERROR = "error";

    /** The server sent an invalid message, or one with a payload that cannot be read. */
    public static final String UNREADABLE = "unreadable";

    /** A payload does not fit the type that the application specified. */
    public static final String UNFIT_DATA = "unfit_data";

    /** A listener threw an exception, which is the cause. */
    public static final String LISTENER_FAILED = "listener_failed";

    @Serial
    private static final long serialVersionUID = 2;

    /** The details that only some failures have. */
    private record Details(
            int httpStatus,
            @Nullable Duration retryAfter,
            @Nullable Ending ending,
            @Nullable String peer,
            @Nullable String event) {

        static final Details NONE = new Details(0, null, null, null, null);
    }

    private final String code;
    private final Retry retry;
    private final transient Details details;

    private SignalingException(String code, String message, @Nullable Throwable cause, Retry retry, Details details) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
        this.details = details;
    }

    private SignalingException(String code, String message, @Nullable Throwable cause, Retry retry) {
        this(code, message, cause, retry, Details.NONE);
    }

    private SignalingException(String code, String message, @Nullable Throwable cause) {
        this(code, message, cause, Retry.NEVER);
    }

    /**
     * Returns the failure of a future of this package without the {@link CompletionException} or
     * {@link ExecutionException} around it.
     *
     * @param failure the exception with which a future failed
     * @return the failure. An exception that is not from this package is wrapped in a failure with the code
     *     {@link #UNREACHABLE}, and an {@link Error} in one with the code {@link #BROKEN}
     */
    public static SignalingException of(Throwable failure) {
        Throwable inner = failure;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        if (inner instanceof SignalingException ours) {
            return ours;
        }
        return inner instanceof Error ? broken(inner) : unreachable(inner);
    }

    /**
     * The code of the failure, for use by programs.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * Whether and when it makes sense to connect again, if this failure ended or prevented a connection.
     *
     * @return the advice; {@link Retry#NEVER} for a failure that does not concern connecting
     */
    public Retry retry() {
        return retry;
    }

    /**
     * The HTTP status with which the server {@link #REFUSED} the handshake, or with which a proxy refused the
     * connection.
     *
     * @return the HTTP status, empty for every other failure
     */
    public OptionalInt httpStatus() {
        return details.httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(details.httpStatus);
    }

    /**
     * How long to wait before connecting again, according to the server that {@link #REFUSED} the handshake.
     *
     * @return the value of the server's {@code Retry-After}, empty if there was none
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(details.retryAfter);
    }

    /**
     * How the connection ended, if this failure reports the end of a connection.
     *
     * @return the ending; empty unless the code is {@link #CLOSED} and the server or the network ended the connection
     */
    public Optional<Ending> ending() {
        return Optional.ofNullable(details.ending);
    }

    /**
     * The recipient of the message that the server refused.
     *
     * @return its id, empty if the failure is not about a message to a peer
     */
    public Optional<String> peer() {
        return Optional.ofNullable(details.peer);
    }

    /**
     * The event in the message that the server refused.
     *
     * @return its name, empty if the failure is not about a message to a peer
     */
    public Optional<String> event() {
        return Optional.ofNullable(details.event);
    }

    boolean isNotFound() {
        return details.httpStatus == 404;
    }

    /** The code and the message, safe for logs. */
    String printable() {
        var text = (code + ": " + getMessage()).replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?");
        return text.length() > 300 ? text.substring(0, 300) : text;
    }

    static SignalingException refused(int httpStatus, @Nullable Duration retryAfter, Throwable cause) {
        return refused(httpStatus, retryAfter, null, cause);
    }

    static SignalingException refused(
            int httpStatus, @Nullable Duration retryAfter, @Nullable String detail, Throwable cause) {
        return new SignalingException(
                REFUSED,
                "The server refused the handshake: HTTP " + HttpStatus.explain(httpStatus, detail),
                cause,
                HttpStatus.retry(httpStatus),
                new Details(httpStatus, retryAfter, null, null, null));
    }

    /** A proxy refused the connection with an HTTP status. */
    static SignalingException refusedByProxy(int httpStatus, Throwable cause) {
        return new SignalingException(
                UNREACHABLE,
                "The proxy refused the connection: HTTP " + httpStatus
                        + (httpStatus == 407 ? ", it requires a valid user name and password" : ""),
                cause,
                httpStatus == 407 ? Retry.NEVER : Retry.SOON,
                new Details(httpStatus, null, null, null, null));
    }

    static SignalingException unreachable(Throwable cause) {
        return unreachable("No connection: " + ConnectFailures.text(cause), cause, Retry.SOON);
    }

    static SignalingException unreachable(String message, Throwable cause, Retry retry) {
        return new SignalingException(UNREACHABLE, message, cause, retry);
    }

    static SignalingException broken(Throwable cause) {
        return new SignalingException(BROKEN, "The client cannot work: " + cause, cause);
    }

    /** If a supplier throws an {@link Error}, connecting again makes no sense. */
    static SignalingException supplierFailed(Throwable cause) {
        return new SignalingException(
                SUPPLIER_FAILED,
                "A supplier of a channel, of headers or of a token failed: " + cause,
                cause,
                cause instanceof Error ? Retry.NEVER : Retry.SOON);
    }

    static SignalingException timeout(String what, Duration limit) {
        return new SignalingException(TIMEOUT, what + " within " + limit.toMillis() + " ms", null, Retry.SOON);
    }

    static SignalingException closed() {
        return new SignalingException(CLOSED, "There is no connection", null);
    }

    static SignalingException closed(Ending ending) {
        var text = "The connection ended: " + ending.code() + " " + ending.reason();
        return new SignalingException(
                CLOSED, text.strip(), null, ending.retry(), new Details(0, null, ending, null, null));
    }

    static SignalingException left() {
        return new SignalingException(LEFT, "The peer has left", null);
    }

    static SignalingException overflow(String what) {
        return new SignalingException(OVERFLOW, what, null);
    }

    static SignalingException sendFailed(@Nullable Throwable cause) {
        return new SignalingException(SEND_FAILED, "The connection failed to send a text", cause);
    }

    static SignalingException badMessage(String what) {
        return new SignalingException(BAD_MESSAGE, what, null);
    }

    static SignalingException tooLarge(String what) {
        return new SignalingException(TOO_LARGE, what, null);
    }

    static SignalingException reported(String code, String message, @Nullable String peer, @Nullable String event) {
        return new SignalingException(
                code, message, null, CloseCode.ofError(code).retry(), new Details(0, null, null, peer, event));
    }

    static SignalingException unreadable(Throwable cause) {
        return new SignalingException(UNREADABLE, "The server sent an invalid message", cause);
    }

    static SignalingException unreadablePayload(String what, Throwable cause) {
        return new SignalingException(UNREADABLE, "The " + what + " in a message cannot be read", cause);
    }

    static SignalingException unfitData(String why, @Nullable Throwable cause) {
        return new SignalingException(UNFIT_DATA, why, cause);
    }

    static SignalingException listenerFailed(Throwable cause) {
        return new SignalingException(LISTENER_FAILED, "A listener threw " + cause, cause);
    }
}
