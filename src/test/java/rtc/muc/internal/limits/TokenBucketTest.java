package rtc.muc.internal.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    /** The start of a clock that overflows after one second, as {@code System.nanoTime()} may. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    @Test
    void givesExactlyItsBurst() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(100, 2500), START);

        assertThat(taken(bucket, 2500, START)).isEqualTo(2500);
        assertThat(bucket.take(1, START)).isFalse();
    }

    @Test
    void refillsAtItsRateUpToItsBurst() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(100, 200), START);
        taken(bucket, 200, START);

        assertThat(taken(bucket, 1000, START + SECOND)).isEqualTo(100);
        assertThat(bucket.take(1, START + SECOND + SECOND / 100 - 1)).isFalse();
        assertThat(bucket.take(1, START + SECOND + SECOND / 100)).isTrue();
        assertThat(taken(bucket, 1000, START + 60 * SECOND)).isEqualTo(200);
    }

    @Test
    void givesAllRequestedTokensOrNone() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(1024, 4096), START);

        assertThat(bucket.take(4097, START)).isFalse();
        assertThat(bucket.take(4000, START)).isTrue();
        assertThat(bucket.take(97, START)).isFalse();
        assertThat(bucket.take(96, START)).isTrue();
    }

    @Test
    void sustainsItsRate() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(100, 1), START);

        assertThat(LongStream.range(0, 100_000).allMatch(i -> bucket.take(1, START + i * SECOND / 100)))
                .isTrue();
    }

    @Test
    void handlesTheLargestNumbers() {
        TokenBucket bucket = new TokenBucket(Rate.perMinute(999_999_999), START);
        assertThat(bucket.take(999_999_999, START)).isTrue();
        assertThat(bucket.take(1000, START)).isFalse();

        TokenBucket bytes = new TokenBucket(Rate.perSecond(1, Integer.MAX_VALUE), START);
        assertThat(bytes.take(Integer.MAX_VALUE, START)).isTrue();
        assertThat(bytes.take(1, START)).isFalse();
    }

    @Test
    void allowsDebtAndIsEmptyUntilItIsRefilled() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(100, 200), START);
        bucket.spend(199, START);
        assertThat(bucket.isOpen(START)).isTrue();
        bucket.spend(1001, START);

        assertThat(bucket.isOpen(START + 10 * SECOND)).isFalse();
        assertThat(bucket.isOpen(START + 10 * SECOND + 1)).isTrue();
        bucket.spend(100, START + 11 * SECOND);
        assertThat(bucket.isOpen(START + 11 * SECOND)).isFalse();
    }

    @Test
    void isFullOnlyWhenCompletelyRefilled() {
        TokenBucket bucket = new TokenBucket(Rate.perSecond(10, 10), START);
        assertThat(bucket.isFull(START)).isTrue();
        bucket.take(10, START);

        assertThat(bucket.isFull(START + SECOND - 1)).isFalse();
        assertThat(bucket.isFull(START + SECOND)).isTrue();
    }

    @Test
    void isUnlimitedIfTheRateOrTheBurstIsZero() {
        assertThat(taken(new TokenBucket(Rate.perSecond(0, 5), START), 1000, START))
                .isEqualTo(1000);
        assertThat(taken(new TokenBucket(Rate.perSecond(5, 0), START), 1000, START))
                .isEqualTo(1000);
    }

    private static long taken(TokenBucket bucket, int asked, long now) {
        return LongStream.range(0, asked).filter(i -> bucket.take(1, now)).count();
    }
}
