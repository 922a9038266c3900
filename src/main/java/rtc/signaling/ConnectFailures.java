package rtc.signaling;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Maps the failures of an attempt to connect to {@link SignalingException}s. */
final class ConnectFailures {

    /** Tyrus reports the HTTP status of a proxy's answer only in the message of its exception. */
    private static final Pattern REFUSED_BY_PROXY = Pattern.compile("proxy returned the following status code: (\\d+)");

    private static final int BAD_REQUEST = 400;

    private ConnectFailures() {}

    /** @param statuses returns the HTTP status that a failure reports, or 0 if it reports none */
    static SignalingException named(
            Exception failure, ToIntFunction<Throwable> statuses, WebSocketAddress address, UpgradeRequest request) {
        var tls = request.tlsFailure() == null ? tlsFailure(failure) : request.tlsFailure();
        if (tls != null) {
            return tlsFailed(tls);
        }
        if (request.isSwitched()) {
            return invalidHandshake(root(failure));
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            int status = statuses.applyAsInt(each);
            if (status > 0) {
                return SignalingException.refused(
                        status, request.retryAfter(), detail(status, address, request), failure);
            }
            var byProxy = REFUSED_BY_PROXY.matcher(String.valueOf(each.getMessage()));
            if (byProxy.find()) {
                return SignalingException.refusedByProxy(Integer.parseInt(byProxy.group(1)), failure);
            }
        }
        var root = root(failure);
        return SignalingException.unreachable(
                root instanceof UnresolvedAddressException
                        ? new UnknownHostException("Unknown host " + address.host())
                        : root);
    }

    private static @Nullable SSLException tlsFailure(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SSLException tls) {
                return tls;
            }
        }
        return null;
    }

    /**
     * The JDK throws an {@link SSLHandshakeException} when the two sides support no common protocol or cipher suite, or
     * when one side rejects the other. Connecting again would fail the same way.
     */
    private static SignalingException tlsFailed(SSLException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof CertificateException) {
                return untrusted(each);
            }
        }
        return SignalingException.unreachable(
                "No TLS connection: " + text(failure),
                failure,
                failure instanceof SSLHandshakeException ? Retry.NEVER : Retry.SOON);
    }

    /** The certificate of the server is not trusted, or there is no usable trust configuration. */
    static SignalingException untrusted(Throwable cause) {
        var text = text(cause);
        var root = text(root(cause));
        var detail = text.endsWith(root) ? "" : ": " + root;
        return SignalingException.unreachable("No trusted connection: " + text + detail, cause, Retry.NEVER);
    }

    /** The server has answered with status 101, but its headers are not those of a WebSocket handshake. */
    private static SignalingException invalidHandshake(Throwable cause) {
        return SignalingException.unreachable(
                "No connection: the server's handshake is invalid: " + text(cause), cause, Retry.SOON);
    }

    private static @Nullable String detail(int status, WebSocketAddress address, UpgradeRequest request) {
        if (status == BAD_REQUEST) {
            return RoomName.problem(address.path());
        }
        var location = request.location();
        return location == null ? null : "Location: " + location;
    }

    /** The message of a failure; its string form if it has no message. */
    static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
