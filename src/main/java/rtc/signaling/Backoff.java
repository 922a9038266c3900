package rtc.signaling;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The pauses between attempts to connect, as {@link Reconnect} says. For one thread at a time. */
final class Backoff {

    /** How long a server that asked for quiet is left alone. */
    static final Duration QUIET = Duration.ofSeconds(30);

    private final Reconnect limits;
    private final DoubleSupplier random;
    private int attempt;

    /** @param random gives numbers from 0 to 1 */
    Backoff(Reconnect limits, DoubleSupplier random) {
        this.limits = limits;
        this.random = random;
    }

    /** The pause before the next attempt, empty if that makes no sense. */
    Optional<Interruption> next(SignalingException why) {
        if (why.retry() == Retry.NEVER || attempt >= limits.attempts()) {
            return Optional.empty();
        }
        attempt++;
        var quiet = why.retry() == Retry.LATER ? QUIET : Duration.ZERO;
        return Optional.of(
                new Interruption(why, attempt, why.retryAfter().orElse(quiet).plus(jitter())));
    }

    /** How long a connection must last to have held. */
    Duration holds() {
        return limits.longest();
    }

    /** A connection has held. */
    void reset() {
        attempt = 0;
    }

    private Duration jitter() {
        double shortest = seconds(limits.shortest());
        double range = Math.min(shortest * Math.pow(2, attempt), seconds(limits.longest())) - shortest;
        return Duration.ofNanos((long) ((shortest + range * random.getAsDouble()) * 1e9));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
