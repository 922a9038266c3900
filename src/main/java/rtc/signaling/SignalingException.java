package rtc.signaling;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, named by a stable {@linkplain #code() code}. It is the failure of the futures of this package,
 * within the {@link CompletionException} that they wrap it in, and what {@link Signaling#onError} is told.
 *
 * <p>The codes are the constants of this class and those that the server reports in its errors, such as
 * {@code room_full}, {@code unknown_peer} or {@code rate_limited}.
 */
public final class SignalingException extends RuntimeException {

    /** The server answered the handshake with an HTTP status: {@link #httpStatus()}. */
    public static final String REFUSED = "refused";

    /** No connection could be made: no such host, nobody listens, no trust. The cause says more. */
    public static final String UNREACHABLE = "unreachable";

    /** What was to give a channel, or the headers or the token of a handshake, threw: the cause. */
    public static final String SUPPLIER_FAILED = "supplier_failed";

    /** No answer in time. */
    public static final String TIMEOUT = "timeout";

    /** There is no connection: not yet, or no more. With an {@link #ending()} if the server or the network ended it. */
    public static final String CLOSED = "closed";

    /** The peer that something was sent to has left. */
    public static final String LEFT = "left";

    /** Too much waits to be sent, or for listeners that take their time. */
    public static final String OVERFLOW = "overflow";

    /** The connection failed to take a text. */
    public static final String SEND_FAILED = "send_failed";

    /** The server reported an error without a code, as other servers of this protocol do. */
    public static final String ERROR = "error";

    /** The server sent an invalid message, or one with a payload that cannot be read. */
    public static final String UNREADABLE = "unreadable";

    /** A payload does not fit the type that the listener asked for. */
    public static final String UNFIT_DATA = "unfit_data";

    /** A listener threw: the cause. */
    public static final String LISTENER_FAILED = "listener_failed";

    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final Retry retry;
    private final int httpStatus;
    private final @Nullable Duration retryAfter;
    private final transient @Nullable Ending ending;

    private SignalingException(
            String code,
            String message,
            @Nullable Throwable cause,
            Retry retry,
            int httpStatus,
            @Nullable Duration retryAfter,
            @Nullable Ending ending) {
        super(message, cause);
        this.code = code;
        this.retry = retry;
        this.httpStatus = httpStatus;
        this.retryAfter = retryAfter;
        this.ending = ending;
    }

    private SignalingException(String code, String message, @Nullable Throwable cause, Retry retry) {
        this(code, message, cause, retry, 0, null, null);
    }

    private SignalingException(String code, String message, @Nullable Throwable cause) {
        this(code, message, cause, Retry.NEVER);
    }

    /**
     * What went wrong, for programs.
     *
     * @return the code
     */
    public String code() {
        return code;
    }

    /**
     * Whether and when it makes sense to connect again, if this ended a connection or kept one from being made.
     *
     * @return the advice; {@link Retry#NEVER} for what has nothing to do with connecting
     */
    public Retry retry() {
        return retry;
    }

    /**
     * The answer to a handshake that was {@link #REFUSED}.
     *
     * @return the HTTP status, empty for every other code
     */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    /**
     * How long the server that {@link #REFUSED} the handshake wants to be left alone.
     *
     * @return what its {@code Retry-After} says, empty if it said nothing
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * How the connection ended, if its end is what went wrong.
     *
     * @return the ending, empty for every other code than {@link #CLOSED}
     */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    static SignalingException refused(int httpStatus, @Nullable Duration retryAfter, Throwable cause) {
        boolean passing = httpStatus == 404 || httpStatus == 429 || httpStatus >= 500;
        var text = "The server refused the handshake: HTTP " + httpStatus;
        return new SignalingException(
                REFUSED, text, cause, passing ? Retry.SOON : Retry.NEVER, httpStatus, retryAfter, null);
    }

    static SignalingException unreachable(Throwable cause) {
        return new SignalingException(UNREACHABLE, "No connection: " + cause.getMessage(), cause, Retry.SOON);
    }

    static SignalingException supplierFailed(Throwable cause) {
        return new SignalingException(
                SUPPLIER_FAILED, "What the connection needs was not supplied: " + cause, cause, Retry.SOON);
    }

    static SignalingException timeout(String what, Duration limit) {
        return new SignalingException(TIMEOUT, what + " within " + limit.toMillis() + " ms", null, Retry.SOON);
    }

    static SignalingException closed() {
        return new SignalingException(CLOSED, "There is no connection", null);
    }

    static SignalingException closed(Ending ending) {
        var text = "The connection ended: " + ending.code() + " " + ending.reason();
        return new SignalingException(CLOSED, text.strip(), null, ending.retry(), 0, null, ending);
    }

    static SignalingException left() {
        return new SignalingException(LEFT, "The peer has left", null);
    }

    static SignalingException overflow(String what) {
        return new SignalingException(OVERFLOW, what, null);
    }

    static SignalingException sendFailed(@Nullable Throwable cause) {
        return new SignalingException(SEND_FAILED, "The connection failed to take a text", cause);
    }

    static SignalingException reported(String code, String message) {
        return new SignalingException(code, message, null, Refusal.of(code).retry());
    }

    static SignalingException unreadable(Throwable cause) {
        return new SignalingException(UNREADABLE, "The server sent an invalid message", cause);
    }

    static SignalingException unreadablePayload(String what, Throwable cause) {
        return new SignalingException(UNREADABLE, "The " + what + " in a message cannot be read", cause);
    }

    static SignalingException unfitData(Class<?> type, @Nullable Throwable cause) {
        return new SignalingException(UNFIT_DATA, "The data does not fit " + type.getName(), cause);
    }

    static SignalingException listenerFailed(Throwable cause) {
        return new SignalingException(LISTENER_FAILED, "A listener threw " + cause, cause);
    }

    /** The failure of a future as one of ours, out of the wrapping that futures put around it. */
    static SignalingException of(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner instanceof SignalingException ours ? ours : unreachable(inner);
    }
}
