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
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PeerControl;
import rtc.muc.internal.room.PeerIdentity;

/**
 * The memberships that can be resumed. The token of each is a secret of 128 random bits, which cannot be guessed; only
 * its {@linkplain TokenHash hash} is stored here and sent between nodes. Thread-safe.
 */
final class Resumptions {

    private static final int TOKEN_BYTES = 16;

    private final Duration window;
    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final FailedGuesses guesses;
    private final MissedResumeLimiter missed;
    private final PeerControl peers;

    /** By the hashes of their tokens. */
    private final ConcurrentMap<String, Membership> memberships = new ConcurrentHashMap<>();

    /**
     * The token hashes of ended memberships, with the times of their ends. A resume with such a token does not count as
     * a guess.
     */
    private final ConcurrentMap<String, Long> retired = new ConcurrentHashMap<>();

    /**
     * @param limits the limits of resuming
     * @param nanos the clock, in nanoseconds
     * @param peers asks other nodes to end the peers of clients that try to resume on this node
     */
    Resumptions(ResumeLimits limits, LongSupplier nanos, PeerControl peers) {
        this.window = limits.window();
        this.nanos = nanos;
        this.guesses = new FailedGuesses(nanos);
        this.missed = new MissedResumeLimiter(limits.missed(), nanos);
        this.peers = peers;
        peers.onMissedResume(this::endMissed);
    }

    boolean isOn() {
        return !window.isZero();
    }

    Duration window() {
        return window;
    }

    /** {@return the JSON that contains the client's token} Makes the membership resumable. */
    JsonText add(Membership membership) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        memberships.put(TokenHash.of(token), membership);
        return new JsonText("{\"token\":\"%s\",\"within\":%d}".formatted(token, Math.max(window.toSeconds(), 1)));
    }

    /** {@return the membership that a client may resume; null if there is none} */
    @Nullable
    Membership find(ClientMessage.Resume request, Membership newcomer) {
        Membership membership = memberships.get(TokenHash.of(request.token()));
        PeerIdentity client = newcomer.peer().identity();
        return membership != null && membership.isOf(newcomer.peer().room(), client.principal()) ? membership : null;
    }

    /**
     * Handles a resume that failed, and returns why. If the peer may be on another node, the nodes are asked to end it,
     * at a limited rate.
     */
    FailedResume failed(ClientMessage.Resume request, Membership newcomer) {
        String key = TokenHash.of(request.token());
        if (!isOn() || retired.containsKey(key)) {
            return FailedResume.EXPIRED;
        }
        if (!peers.spansNodes() || memberships.containsKey(key)) {
            return FailedResume.GUESS;
        }
        if (missed.take(FailedGuesses.address(newcomer.peer().identity()))) {
            peers.missedResume(newcomer.missedResume(key));
        }
        return FailedResume.MISSED;
    }

    /** Counts a failed guess, and returns whether there were too many from its address. */
    boolean count(Membership newcomer) {
        return guesses.count(newcomer.peer().identity());
    }

    /** Removes failures of a client that joins after them: they were not guesses. */
    void forgive(Membership newcomer, int failures) {
        guesses.forgive(newcomer.peer().identity(), failures);
    }

    /** Ends the peer of a client that tried to resume on another node. */
    private void endMissed(NodeRequest.MissedResume resume) {
        Membership membership = memberships.get(resume.key());
        if (membership != null) {
            membership.endMissed(resume);
        }
    }

    long now() {
        return nanos.getAsLong();
    }

    /** {@return the memberships that have no connection now} */
    List<Membership> waiting() {
        return memberships.values().stream().filter(Membership::isWaiting).toList();
    }

    /**
     * Ends waiting peers whose resumption window or access is over, and forgets the memberships that are over. Called
     * about every second, by one thread.
     *
     * @param now the time in nanoseconds, not counting pauses in which no sweep ran
     * @param wallTime the time of the wall clock, by which access expires
     */
    void sweep(long now, Instant wallTime) {
        memberships.forEach((key, membership) -> {
            if (!membership.sweep(now, wallTime)) {
                memberships.remove(key);
                retired.put(key, nanos.getAsLong());
            }
        });
        long time = nanos.getAsLong();
        retired.values().removeIf(since -> time - since > window.toNanos());
        guesses.sweep();
        missed.sweep();
    }

    /** Forgets all memberships. Called when the application ends. */
    void clear() {
        memberships.clear();
        retired.clear();
    }
}
