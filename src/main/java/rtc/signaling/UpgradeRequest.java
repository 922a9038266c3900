package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import rtc.signaling.tyrus.ObservedContainer;
import rtc.signaling.tyrus.ObservedContainer.Attempt;

/**
 * Configures and observes one request to upgrade to a WebSocket: adds the application's headers to the request, and
 * records the headers of the answer or the reason why TLS failed.
 */
final class UpgradeRequest extends ClientEndpointConfig.Configurator implements ObservedContainer.Observer {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Credentials credentials;
    private final Map<String, String> headersForIp;
    private final Runnable begun;

    private volatile @Nullable Attempt attempt;
    private volatile @Nullable SSLException tlsFailure;
    private volatile @Nullable Map<String, List<String>> answer;
    private volatile boolean switched;

    /**
     * @param headersForIp the headers that replace those that Tyrus derives from an IP address
     * @param begun runs when Tyrus asks for the headers of the request
     */
    UpgradeRequest(Credentials credentials, Map<String, String> headersForIp, Runnable begun) {
        this.credentials = credentials;
        this.headersForIp = headersForIp;
        this.begun = begun;
    }

    /** The configuration for Tyrus. */
    ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create()
                .configurator(this)
                .preferredSubprotocols(credentials.subprotocols())
                .build();
    }

    @Override
    public void beforeRequest(Map<String, List<String>> request) {
        begun.run();
        headersForIp.forEach((name, value) -> request.put(name, List.of(value)));
        credentials.headers().forEach((name, value) -> request.put(name, List.of(value)));
    }

    @Override
    public void connecting(Attempt next) {
        attempt = next;
        answer = null;
        switched = false;
    }

    /** TLS has failed. Ends the attempt, because Tyrus does not notice the failure once it has sent the request. */
    void tlsFailed(SSLException failure) {
        var now = attempt;
        if (now != null && answer == null) {
            tlsFailure = failure;
            now.fail(failure);
        }
    }

    /** The failure of TLS before there was an answer; null if TLS did not fail. */
    @Nullable
    SSLException tlsFailure() {
        return tlsFailure;
    }

    /** Closes the socket of a request that failed. */
    void abandon() {
        var last = attempt;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void answered(int status, Map<String, List<String>> headers) {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        answer = copy;
        switched = status == SWITCHING_PROTOCOLS;
    }

    @Override
    public void later(Duration delay, Runnable task) {
        var unused = Threads.TIMER.after(delay, task);
    }

    /** Whether the server has answered with status 101, so that a failure is not a refusal. */
    boolean isSwitched() {
        return switched;
    }

    /** The {@code Retry-After} of the answer; null if there is none or it is invalid. */
    @Nullable
    Duration retryAfter() {
        var value = header("Retry-After");
        return value == null ? null : RetryAfter.parse(value, Instant.now());
    }

    /** The {@code Location} of the answer; null if there is none. */
    @Nullable
    String location() {
        return header("Location");
    }

    private @Nullable String header(String name) {
        var headers = answer;
        var values = headers == null ? List.<String>of() : headers.getOrDefault(name, List.of());
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
