package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PastSessionsTest {

    @Test
    void anUnknownAddressBeginsAtZero() {
        PastSessions past = new PastSessions(2);
        past.put("a", 3);

        assertThat(past.take("b")).isZero();
        assertThat(past.take("a")).isEqualTo(3);
        assertThat(past.take("a")).isZero();
    }

    @Test
    void forgottenAddressesBeginAtTheHighestForgottenCount() {
        PastSessions past = new PastSessions(1);
        past.put("a", 3);
        past.put("b", 7);
        past.put("c", 9);
        past.put("d", 1);

        assertThat(past.take("a")).isEqualTo(7);
        assertThat(past.take("d")).isEqualTo(7);
        assertThat(past.take("c")).isEqualTo(9);
    }

    @Test
    void noAddressEverReturnsToALowerCount() {
        for (int seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            PastSessions past = new PastSessions(1 + random.nextInt(3));
            Map<String, Integer> counts = new HashMap<>();
            for (int step = 0; step < 200; step++) {
                String address = "n" + random.nextInt(6);
                int taken = past.take(address);
                assertThat(taken).isGreaterThanOrEqualTo(counts.getOrDefault(address, 0));
                int count = taken + random.nextInt(3);
                counts.put(address, count);
                past.put(address, count);
            }
        }
    }
}
