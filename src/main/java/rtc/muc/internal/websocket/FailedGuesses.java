package rtc.muc.internal.websocket;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import rtc.muc.internal.room.PeerIdentity;

/** Counts how often clients of one address have tried to resume with an unknown token. Thread-safe. */
final class FailedGuesses {

    /** This many failures in a row are too many. */
    static final int TOO_MANY = 3;

    /** How long the failures of an address are remembered after the last of them. */
    private static final long MEMORY = Duration.ofMinutes(1).toNanos();

    /**
     * The maximum number of remembered addresses. Failures of further addresses are not counted, but 128 random bits
     * cannot be guessed anyway.
     */
    private static final int MOST_ADDRESSES = 10_000;

    private record Failures(int count, long last) {}

    private final LongSupplier nanos;
    private final ConcurrentMap<Object, Failures> byAddress = new ConcurrentHashMap<>();

    FailedGuesses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Counts a failure.
     *
     * @return whether the client's address has too many failures
     */
    boolean count(PeerIdentity client) {
        Object address = address(client);
        if (address.equals("") || (byAddress.size() >= MOST_ADDRESSES && !byAddress.containsKey(address))) {
            return false;
        }
        long now = nanos.getAsLong();
        Failures failures = byAddress.merge(
                address,
                new Failures(1, now),
                (before, one) -> isOver(before, now) ? one : new Failures(before.count() + 1, now));
        return failures.count() >= TOO_MANY;
    }

    /**
     * Removes failures of a client that joins after them, because it was not guessing. After a restart of the server,
     * all clients behind one address may present tokens that the new server does not know.
     */
    void forgive(PeerIdentity client, int failures) {
        byAddress.computeIfPresent(
                address(client),
                (address, before) ->
                        before.count() <= failures ? null : new Failures(before.count() - failures, before.last()));
    }

    /** {@return the key that represents a client's address; an empty string if the address is unknown} */
    static Object address(PeerIdentity client) {
        return client.site().<Object>map(site -> site).orElse(client.address());
    }

    /** Forgets old failures. Called about every second. */
    void sweep() {
        long now = nanos.getAsLong();
        byAddress.values().removeIf(failures -> isOver(failures, now));
    }

    /** {@return how many addresses are remembered} */
    int addresses() {
        return byAddress.size();
    }

    private static boolean isOver(Failures failures, long now) {
        return now - failures.last() > MEMORY;
    }
}
