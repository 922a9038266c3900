package rtc.muc.internal.websocket;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ClientMessage;

/**
 * The memberships that can be resumed, by their tokens: each is a secret of 128 random bits, which nobody can guess, so
 * it is looked up like any key. For any number of threads.
 */
final class Resumptions {

    private static final int TOKEN_BYTES = 16;

    private final Duration window;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final FailedGuesses guesses;
    private final ConcurrentMap<String, Membership> memberships = new ConcurrentHashMap<>();

    /** The tokens of memberships that are over, which are no guesses, and since when. */
    private final ConcurrentMap<String, Long> retired = new ConcurrentHashMap<>();

    /**
     * @param window for how long a peer keeps its place without a connection; 0 for not at all
     * @param nanos the clock, in nanoseconds
     */
    Resumptions(Duration window, LongSupplier nanos) {
        this.window = window;
        this.nanos = nanos;
        this.guesses = new FailedGuesses(nanos);
    }

    boolean isOn() {
        return !window.isZero();
    }

    Duration window() {
        return window;
    }

    /** {@return the token by which a membership can be resumed from now on} */
    String add(Membership membership) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        memberships.put(token, membership);
        return token;
    }

    /** {@return the membership that a client may resume; null if there is none} */
    @Nullable
    Membership find(ClientMessage.Resume request, Membership newcomer) {
        Membership membership = memberships.get(request.token());
        return membership != null && membership.isOfSameClient(newcomer) ? membership : null;
    }

    /** {@return whether a resume that failed may be a guess, and did not only come too late} */
    boolean isGuess(ClientMessage.Resume request) {
        return isOn() && !retired.containsKey(request.token());
    }

    /** {@return whether a guess that failed is one too many of its address} */
    boolean count(Membership newcomer) {
        return guesses.count(newcomer.peer().identity());
    }

    /** A client joins after failures that were taken for guesses. */
    void forgive(Membership newcomer, int failures) {
        guesses.forgive(newcomer.peer().identity(), failures);
    }

    /** {@return the memberships that have no connection now} */
    List<Membership> waiting() {
        return memberships.values().stream().filter(Membership::isWaiting).toList();
    }

    /**
     * Ends the memberships that have waited long enough, and forgets those that are over. To be called every second or so,
     * by one thread.
     *
     * @param now the time in nanoseconds, which does not count when nobody looked
     * @param wallTime the same, by which access is granted
     */
    void sweep(long now, Instant wallTime) {
        memberships.forEach((token, membership) -> {
            if (!membership.sweep(now, wallTime)) {
                memberships.remove(token);
                retired.put(token, nanos.getAsLong());
            }
        });
        long time = nanos.getAsLong();
        retired.values().removeIf(since -> time - since > window.toNanos());
        guesses.sweep();
    }

    /** Forgets all: the application ends. */
    void clear() {
        memberships.clear();
        retired.clear();
    }
}
