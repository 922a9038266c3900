package rtc.signaling;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The pauses between attempts to connect, as described in {@link Reconnect}. Not thread-safe. */
final class Backoff {

    /** The time that {@link Retry#LATER} adds to a pause. */
    static final Duration QUIET = Duration.ofSeconds(30);

    /** The most that {@code Retry-After} adds to a pause, because a longer time may be a mistake of the server. */
    static final Duration LONGEST_QUIET = Duration.ofHours(1);

    /**
     * The number of 404 answers in a row that a client tolerates after a join: an application being redeployed sends
     * them.
     */
    static final int NOT_FOUND_ATTEMPTS = 10;

    /** While the server keeps the client's place, the limit of a pause is that time divided by this number. */
    private static final int PAUSES_IN_WINDOW = 6;

    private final Reconnect settings;
    private final DoubleSupplier random;
    private int attempt;

    /** The number of 404 answers in a row. */
    private int notFound;

    /** The sum of the pauses since the last connection. */
    private Duration waited = Duration.ZERO;

    /** @param random supplies random numbers from 0 to 1 */
    Backoff(Reconnect settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * Returns the pause before the next attempt, with its cause; empty if no attempt should follow.
     *
     * @param joinedBefore whether the room was joined before
     * @param window how long the server keeps the client's place after a lost connection; zero if it does not
     */
    Optional<Interruption> next(SignalingException why, boolean joinedBefore, Duration window) {
        notFound = why.isNotFound() ? notFound + 1 : 0;
        boolean redeploying = joinedBefore && why.isNotFound() && notFound <= NOT_FOUND_ATTEMPTS;
        if ((why.retry() == Retry.NEVER && !redeploying) || attempt >= settings.attempts()) {
            return Optional.empty();
        }
        attempt++;
        var quiet = why.retry() == Retry.LATER ? QUIET : Duration.ZERO;
        var pause = shorter(why.retryAfter().orElse(quiet), LONGEST_QUIET).plus(random(why, window));
        waited = waited.plus(pause);
        return Optional.of(new Interruption(why, attempt, pause));
    }

    /**
     * Returns the limit of the next random pause. While the server keeps the place, pauses are short, so that several
     * attempts fit into that time.
     */
    private Duration longest(Duration window) {
        return waited.compareTo(window) < 0
                ? shorter(settings.longest(), window.dividedBy(PAUSES_IN_WINDOW))
                : settings.longest();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A connection that lasts this long resets the pauses. */
    Duration holds() {
        return settings.longest();
    }

    /** The client has joined or resumed. */
    void connected() {
        waited = Duration.ZERO;
    }

    void reset() {
        attempt = 0;
        notFound = 0;
    }

    /**
     * Returns the random part of a pause. The first one after the server has announced its end is short, because
     * another node may take over immediately.
     */
    private Duration random(SignalingException why, Duration window) {
        double shortest = seconds(settings.shortest());
        if (attempt == 1
                && why.ending()
                        .map(Ending::meaning)
                        .filter(CloseCode::announcesEndOfServer)
                        .isPresent()) {
            return between(0, shortest);
        }
        double longest = Math.min(shortest * Math.pow(2, attempt), seconds(longest(window)));
        return between(shortest, Math.max(shortest, longest));
    }

    private Duration between(double least, double most) {
        return Duration.ofNanos((long) ((least + (most - least) * random.getAsDouble()) * 1e9));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
