package rtc.muc.internal.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.limits.TokenBucket;

/**
 * Keys that another server publishes. They are fetched at the start, when they are used and older than five minutes,
 * and when a token refers to an unknown key. One thread fetches them, at a limited rate. While the other server does
 * not answer, the last keys remain valid for an hour.
 *
 * <p>A thread that needs an unknown key waits some seconds for the fetch; only a few threads wait at once.
 */
final class RemoteKeys implements TokenKeys {

    /** The source of the keys. */
    interface Source {

        /**
         * {@return the text of the key set} May block for a limited time.
         *
         * @throws IOException if the key set cannot be fetched; the message contains the reason
         */
        String fetch() throws IOException;
    }

    /** When older than this, the keys are fetched again at their next use, and remain valid in the meantime. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** When older than this, the keys are no longer valid. */
    static final Duration GOOD = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(RemoteKeys.class.getName());
    private static final long WAIT_SECONDS = 5;
    private static final int WAITING_THREADS = 4;
    private static final Rate FETCHES = Rate.perMinute(10);

    private record Fetched(String text, List<TokenKey> keys, long at) {
        List<TokenKey> meantBy(@Nullable String keyId) {
            return keys.stream().filter(key -> key.isMeantBy(keyId)).toList();
        }
    }

    private final Source source;
    private final Function<String, List<TokenKey>> reading;
    private final Executor executor;
    private final LongSupplier nanos;
    private final Semaphore waiting = new Semaphore(WAITING_THREADS);
    private final Object lock = new Object();
    private volatile @Nullable Fetched fetched;
    private volatile boolean failing;

    @GuardedBy("lock")
    private @Nullable CompletableFuture<Void> underWay;

    @GuardedBy("lock")
    private final TokenBucket fetches;

    /**
     * Starts the first fetch.
     *
     * @param reading parses a key set; throws {@link IllegalArgumentException} with the reason
     * @param executor runs the fetches
     * @param nanos the clock, in nanoseconds
     */
    RemoteKeys(Source source, Function<String, List<TokenKey>> reading, Executor executor, LongSupplier nanos) {
        this.source = source;
        this.reading = reading;
        this.executor = executor;
        this.nanos = nanos;
        this.fetches = new TokenBucket(FETCHES, nanos.getAsLong());
        var unused = refresh();
    }

    @Override
    public List<TokenKey> meantBy(@Nullable String keyId) throws KeysUnavailableException {
        Fetched known = good();
        List<TokenKey> keys = known == null ? List.of() : known.meantBy(keyId);
        if (known == null || keys.isEmpty()) {
            return afterRefresh(keyId);
        }
        if (nanos.getAsLong() - known.at() > FRESH.toNanos()) {
            var unused = refresh();
        }
        return keys;
    }

    private List<TokenKey> afterRefresh(@Nullable String keyId) throws KeysUnavailableException {
        Optional<CompletableFuture<Void>> fetch = refresh();
        if (fetch.isPresent()) {
            await(fetch.get());
        }
        Fetched known = good();
        List<TokenKey> keys = known == null ? List.of() : known.meantBy(keyId);
        if (known == null || (keys.isEmpty() && failing)) {
            throw new KeysUnavailableException("the keys of muc.token-jwks cannot be fetched");
        }
        return keys;
    }

    private void await(CompletableFuture<Void> fetch) throws KeysUnavailableException {
        if (!waiting.tryAcquire()) {
            throw new KeysUnavailableException("too many requests wait for the keys of muc.token-jwks");
        }
        try {
            fetch.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException tooLate) {
            throw new KeysUnavailableException("the keys of muc.token-jwks do not arrive in time");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new KeysUnavailableException("the server stops");
        } finally {
            waiting.release();
        }
    }

    private @Nullable Fetched good() {
        Fetched known = fetched;
        return known == null || nanos.getAsLong() - known.at() > GOOD.toNanos() ? null : known;
    }

    /** {@return the fetch in progress, or a new one; empty if the rate limit does not allow another fetch} */
    private Optional<CompletableFuture<Void>> refresh() {
        CompletableFuture<Void> fetch;
        synchronized (lock) {
            if (underWay != null) {
                return Optional.of(underWay);
            }
            if (!fetches.take(1, nanos.getAsLong())) {
                return Optional.empty();
            }
            fetch = new CompletableFuture<>();
            underWay = fetch;
        }
        try {
            executor.execute(() -> fetch(fetch));
        } catch (RuntimeException stopped) {
            settle(fetch);
        }
        return Optional.of(fetch);
    }

    private void fetch(CompletableFuture<Void> fetch) {
        try {
            String text = source.fetch();
            Fetched before = fetched;
            List<TokenKey> keys = before != null && before.text().equals(text) ? before.keys() : reading.apply(text);
            fetched = new Fetched(text, keys, nanos.getAsLong());
            if (before == null || keys != before.keys() || failing) {
                LOG.log(Level.INFO, "Fetched {0} keys for room tokens from muc.token-jwks", keys.size());
            }
            failing = false;
        } catch (IOException | RuntimeException failed) {
            if (!failing) {
                LOG.log(
                        Level.WARNING,
                        "The keys of muc.token-jwks could not be fetched; the next attempt is made on demand: {0}",
                        failed.getMessage());
            }
            failing = true;
        } finally {
            settle(fetch);
        }
    }

    private void settle(CompletableFuture<Void> fetch) {
        synchronized (lock) {
            underWay = null;
        }
        fetch.complete(null);
    }
}
