package rtc.muc.internal.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.limits.SessionLimiter.Answer;

final class SessionLimiterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final ClientAddress ADA = client("192.0.2.1");
    private static final ClientAddress BOB = client("198.51.100.7");
    private static final ClientAddress LOCAL = new ClientAddress(IpAddress.LOOPBACK, true);

    private static final Rate QUESTIONS = Rate.perSecond(1, 3);

    private final AtomicLong now = new AtomicLong(-SECOND);

    @Test
    void handshakesOfAnAddressAreLimited() {
        SessionLimiter limiter = limiter(0, 0, Rate.perSecond(10, 5));
        for (int i = 0; i < 5; i++) {
            assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        }
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.TOO_FAST);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.IN);

        now.addAndGet(SECOND / 10);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.TOO_FAST);
    }

    @Test
    void connectionsOfAnAddressAreLimited() {
        SessionLimiter limiter = limiter(0, 2, Rate.UNLIMITED);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.TOO_MANY);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.IN);

        limiter.leave(ADA);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.TOO_MANY);
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        SessionLimiter limiter = limiter(0, 1, Rate.UNLIMITED);
        assertThat(limiter.enter(client("2001:db8:0:1::1"))).isEqualTo(Answer.IN);
        assertThat(limiter.enter(client("2001:db8:0:1:ffff::2"))).isEqualTo(Answer.TOO_MANY);
        assertThat(limiter.enter(client("2001:db8:0:2::1"))).isEqualTo(Answer.IN);
    }

    @Test
    void connectionsOfANodeAreLimitedAndRefusedOnesAreNotCounted() {
        SessionLimiter limiter = limiter(2, 1, Rate.UNLIMITED);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.TOO_MANY);
        assertThat(limiter.enter(LOCAL)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.FULL);
        assertThat(limiter.enter(LOCAL)).isEqualTo(Answer.FULL);
        assertThat(limiter.sessions()).isEqualTo(2);

        limiter.leave(LOCAL);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.TOO_MANY);
    }

    @Test
    void aQuestionIsAnsweredLikeAHandshakeAndIsNotCounted() {
        SessionLimiter limiter = limiter(3, 2, Rate.perSecond(1, 2));
        assertThat(limiter.ask(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.ask(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.sessions()).isZero();

        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(limiter.ask(ADA)).isEqualTo(Answer.TOO_FAST);
        now.addAndGet(3 * SECOND);
        assertThat(limiter.ask(ADA)).isEqualTo(Answer.TOO_MANY);

        assertThat(limiter.ask(LOCAL)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(LOCAL)).isEqualTo(Answer.IN);
        assertThat(limiter.ask(BOB)).isEqualTo(Answer.FULL);
        assertThat(limiter.ask(LOCAL)).isEqualTo(Answer.FULL);
        assertThat(limiter.sessions()).isEqualTo(3);
    }

    @Test
    void questionsHaveTheirOwnRate() {
        SessionLimiter limiter = limiter(0, 0, Rate.perSecond(1, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.ask(ADA)).isEqualTo(Answer.IN);
        }
        assertThat(limiter.ask(ADA)).isEqualTo(Answer.TOO_FAST);
        assertThat(limiter.ask(BOB)).isEqualTo(Answer.IN);
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);

        now.addAndGet(SECOND);
        limiter.sweep();
        assertThat(limiter.sites()).as("questions lack, and a client is in").isEqualTo(1);
        limiter.leave(ADA);
        limiter.sweep();
        assertThat(limiter.sites()).as("questions lack").isEqualTo(1);
        now.addAndGet(2 * SECOND);
        limiter.sweep();
        assertThat(limiter.sites()).isZero();
    }

    @Test
    void loopbackCountsOnlyTowardsTheLimitOfTheNode() {
        SessionLimiter limiter = limiter(0, 1, Rate.perSecond(1, 1));
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.enter(LOCAL)).isEqualTo(Answer.IN);
        }
        assertThat(limiter.sites()).isZero();
        assertThat(limiter.sessions()).isEqualTo(10);
    }

    @Test
    void anAddressIsForgottenOnceItsBucketIsFull() {
        SessionLimiter limiter = limiter(0, 2, Rate.perSecond(1, 2));
        limiter.enter(ADA);
        now.addAndGet(10 * SECOND);
        limiter.sweep();
        assertThat(limiter.sites()).as("connected").isEqualTo(1);

        limiter.enter(ADA);
        limiter.leave(ADA);
        limiter.leave(ADA);
        limiter.sweep();
        assertThat(limiter.sites()).as("a token lacks").isEqualTo(1);

        now.addAndGet(SECOND);
        limiter.sweep();
        assertThat(limiter.sites()).isZero();
        assertThat(limiter.enter(ADA)).isEqualTo(Answer.IN);
    }

    @Test
    void theNumberOfTrackedAddressesIsLimited() {
        SessionLimiter limiter = limiter(0, 0, Rate.perSecond(1, 1));
        for (int i = 0; i < 150_000; i++) {
            ClientAddress each = client("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
            if (limiter.enter(each) == Answer.IN) {
                limiter.leave(each);
            }
        }
        assertThat(limiter.sites()).isEqualTo(100_000);
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.FULL);

        now.addAndGet(SECOND);
        limiter.sweep();
        assertThat(limiter.sites()).isZero();
        assertThat(limiter.enter(BOB)).isEqualTo(Answer.IN);
    }

    @Test
    void countsCorrectlyUnderConcurrency() throws Exception {
        int threads = 4;
        SessionLimiter limiter = limiter(3, 2, Rate.UNLIMITED);
        ExecutorService executor = Executors.newFixedThreadPool(threads + 1);
        try {
            CyclicBarrier together = new CyclicBarrier(threads + 1);
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                ClientAddress client = i % 2 == 0 ? ADA : BOB;
                clients.add(executor.submit(() -> {
                    together.await();
                    int most = 0;
                    for (int round = 0; round < 50_000; round++) {
                        if (limiter.enter(client) == Answer.IN) {
                            most = Math.max(most, limiter.sessions());
                            limiter.leave(client);
                        }
                    }
                    return most;
                }));
            }
            Future<?> sweep = executor.submit(() -> {
                together.await();
                for (int round = 0; round < 10_000; round++) {
                    limiter.sweep();
                }
                return null;
            });
            for (Future<Integer> client : clients) {
                assertThat(client.get(30, TimeUnit.SECONDS)).isBetween(1, threads);
            }
            sweep.get(30, TimeUnit.SECONDS);
        } finally {
            executor.shutdownNow();
        }
        assertThat(limiter.sessions()).isZero();
        limiter.sweep();
        assertThat(limiter.sites()).isZero();
    }

    private SessionLimiter limiter(int sessions, int sessionsPerAddress, Rate handshakes) {
        return new SessionLimiter(new SessionLimits(sessions, sessionsPerAddress, handshakes, QUESTIONS), now::get);
    }

    private static ClientAddress client(String digits) {
        return new ClientAddress(IpAddress.of(digits).orElseThrow(), false);
    }
}
