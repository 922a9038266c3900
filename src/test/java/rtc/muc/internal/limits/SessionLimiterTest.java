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
    void anAddressMayTrySoOftenAndNoMore() {
        SessionLimiter crowd = crowd(0, 0, Rate.perSecond(10, 5));
        for (int i = 0; i < 5; i++) {
            assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        }
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.TOO_FAST);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.IN);

        now.addAndGet(SECOND / 10);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.TOO_FAST);
    }

    @Test
    void anAddressMayHaveSoManyConnections() {
        SessionLimiter crowd = crowd(0, 2, Rate.UNLIMITED);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.TOO_MANY);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.IN);

        crowd.leave(ADA);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.TOO_MANY);
    }

    @Test
    void whoHasALargerNetworkOfVersion6IsStillOne() {
        SessionLimiter crowd = crowd(0, 1, Rate.UNLIMITED);
        assertThat(crowd.enter(client("2001:db8:0:1::1"))).isEqualTo(Answer.IN);
        assertThat(crowd.enter(client("2001:db8:0:1:ffff::2"))).isEqualTo(Answer.TOO_MANY);
        assertThat(crowd.enter(client("2001:db8:0:2::1"))).isEqualTo(Answer.IN);
    }

    @Test
    void aNodeMayHaveSoManyConnectionsAndWhoIsRefusedTakesNoPlace() {
        SessionLimiter crowd = crowd(2, 1, Rate.UNLIMITED);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.TOO_MANY);
        assertThat(crowd.enter(LOCAL)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.FULL);
        assertThat(crowd.enter(LOCAL)).isEqualTo(Answer.FULL);
        assertThat(crowd.sessions()).isEqualTo(2);

        crowd.leave(LOCAL);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.TOO_MANY);
    }

    @Test
    void aQuestionIsAnsweredAsAClientWouldBeAndTakesNothing() {
        SessionLimiter crowd = crowd(3, 2, Rate.perSecond(1, 2));
        assertThat(crowd.ask(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.ask(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.sessions()).isZero();

        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
        assertThat(crowd.ask(ADA)).isEqualTo(Answer.TOO_FAST);
        now.addAndGet(3 * SECOND);
        assertThat(crowd.ask(ADA)).isEqualTo(Answer.TOO_MANY);

        assertThat(crowd.ask(LOCAL)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(LOCAL)).isEqualTo(Answer.IN);
        assertThat(crowd.ask(BOB)).isEqualTo(Answer.FULL);
        assertThat(crowd.ask(LOCAL)).isEqualTo(Answer.FULL);
        assertThat(crowd.sessions()).isEqualTo(3);
    }

    @Test
    void questionsHaveARateOfTheirOwn() {
        SessionLimiter crowd = crowd(0, 0, Rate.perSecond(1, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(crowd.ask(ADA)).isEqualTo(Answer.IN);
        }
        assertThat(crowd.ask(ADA)).isEqualTo(Answer.TOO_FAST);
        assertThat(crowd.ask(BOB)).isEqualTo(Answer.IN);
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);

        now.addAndGet(SECOND);
        crowd.check();
        assertThat(crowd.sites()).as("questions lack, and a client is in").isEqualTo(1);
        crowd.leave(ADA);
        crowd.check();
        assertThat(crowd.sites()).as("questions lack").isEqualTo(1);
        now.addAndGet(2 * SECOND);
        crowd.check();
        assertThat(crowd.sites()).isZero();
    }

    @Test
    void thisMachineItselfIsOnlyCountedOnTheNode() {
        SessionLimiter crowd = crowd(0, 1, Rate.perSecond(1, 1));
        for (int i = 0; i < 10; i++) {
            assertThat(crowd.enter(LOCAL)).isEqualTo(Answer.IN);
        }
        assertThat(crowd.sites()).isZero();
        assertThat(crowd.sessions()).isEqualTo(10);
    }

    @Test
    void anAddressIsForgottenWhenItIsGoneAndItsTokensAreBack() {
        SessionLimiter crowd = crowd(0, 2, Rate.perSecond(1, 2));
        crowd.enter(ADA);
        now.addAndGet(10 * SECOND);
        crowd.check();
        assertThat(crowd.sites()).as("connected").isEqualTo(1);

        crowd.enter(ADA);
        crowd.leave(ADA);
        crowd.leave(ADA);
        crowd.check();
        assertThat(crowd.sites()).as("a token lacks").isEqualTo(1);

        now.addAndGet(SECOND);
        crowd.check();
        assertThat(crowd.sites()).isZero();
        assertThat(crowd.enter(ADA)).isEqualTo(Answer.IN);
    }

    @Test
    void addressesThatOnlyPassFillNoMemory() {
        SessionLimiter crowd = crowd(0, 0, Rate.perSecond(1, 1));
        for (int i = 0; i < 150_000; i++) {
            ClientAddress each = client("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
            if (crowd.enter(each) == Answer.IN) {
                crowd.leave(each);
            }
        }
        assertThat(crowd.sites()).isEqualTo(100_000);
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.FULL);

        now.addAndGet(SECOND);
        crowd.check();
        assertThat(crowd.sites()).isZero();
        assertThat(crowd.enter(BOB)).isEqualTo(Answer.IN);
    }

    @Test
    void countsRightlyWhateverComesTogether() throws Exception {
        int threads = 4;
        SessionLimiter crowd = crowd(3, 2, Rate.UNLIMITED);
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
                        if (crowd.enter(client) == Answer.IN) {
                            most = Math.max(most, crowd.sessions());
                            crowd.leave(client);
                        }
                    }
                    return most;
                }));
            }
            Future<?> sweep = executor.submit(() -> {
                together.await();
                for (int round = 0; round < 10_000; round++) {
                    crowd.check();
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
        assertThat(crowd.sessions()).isZero();
        crowd.check();
        assertThat(crowd.sites()).isZero();
    }

    private SessionLimiter crowd(int sessions, int sessionsPerAddress, Rate handshakes) {
        return new SessionLimiter(new SessionLimits(sessions, sessionsPerAddress, handshakes, QUESTIONS), now::get);
    }

    private static ClientAddress client(String digits) {
        return new ClientAddress(IpAddress.of(digits).orElseThrow(), false);
    }
}
