package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {

    @Test
    void keepsOnlyWhatTheFailureNeeds() {
        Shrinker shrinker = new Shrinker(plan -> plan.clients() >= 5
                && !plan.skipped().contains(2)
                && !plan.skipped().contains(4));

        Plan smallest = shrinker.shrink(Plan.EVERYTHING, 6);
        assertThat(smallest.clients()).isEqualTo(5);
        assertThat(smallest.skipped()).isEqualTo(Set.of(0, 1, 3, 5));
    }

    @Test
    void keepsAPlanThatCannotBeShrunk() {
        assertThat(new Shrinker(Plan.EVERYTHING::equals).shrink(Plan.EVERYTHING, 6))
                .isEqualTo(Plan.EVERYTHING);
    }
}
