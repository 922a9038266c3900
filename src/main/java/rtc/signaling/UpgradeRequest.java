package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.HandshakeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request to upgrade to a WebSocket: brings the headers that a program adds, and keeps those of the answer. */
final class UpgradeRequest extends ClientEndpointConfig.Configurator {

    /** Tyrus may say that it was refused before it shows the answer, and for some answers it shows none. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<String, String> headers;
    private final Runnable begun;
    private final CompletableFuture<Map<String, List<String>>> answer = new CompletableFuture<>();

    /**
     * @param headers is asked at once
     * @param begun is run when Tyrus begins with the request
     * @throws SignalingException if there are no headers to be had
     */
    UpgradeRequest(Supplier<Map<String, String>> headers, Runnable begun) {
        this.begun = begun;
        try {
            this.headers = Map.copyOf(headers.get());
            this.headers.forEach(UpgradeRequest::check);
        } catch (RuntimeException e) {
            throw SignalingException.supplierFailed(e);
        }
    }

    /** What Tyrus wants of it. */
    ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create().configurator(this).build();
    }

    @Override
    public void beforeRequest(Map<String, List<String>> request) {
        begun.run();
        headers.forEach((name, value) -> request.put(name, List.of(value)));
    }

    @Override
    public void afterResponse(HandshakeResponse response) {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(response.getHeaders());
        answer.complete(copy);
    }

    /** What the answer's {@code Retry-After} says; null if nothing. */
    @Nullable
    Duration retryAfter() {
        var values = answer.completeOnTimeout(Map.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .getOrDefault("Retry-After", List.of());
        return values.isEmpty() ? null : RetryAfter.parse(String.join(", ", values), Instant.now());
    }

    /** A line break would begin another header. */
    private static void check(String name, String value) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == ':' || c >= 127)) {
            throw new IllegalArgumentException("Not the name of a header");
        }
        if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 127)) {
            throw new IllegalArgumentException("Not the value of a header: " + name);
        }
    }
}
