package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BansTest {

    private long now = Long.MAX_VALUE - 1;
    private int marks;
    private final Bans bans = new Bans(3, () -> now, () -> "m" + ++marks);

    @Test
    void aBanExpiresAfterItsDuration() {
        bans.add("ada", Duration.ofNanos(2));

        assertThat(bans.contains("ada")).isTrue();
        assertThat(bans.contains("bob")).isFalse();
        now++;
        assertThat(bans.contains("ada")).isTrue();
        now++;
        assertThat(bans.contains("ada")).isFalse();
    }

    @Test
    void theHighestVersionAppliesInAnyOrderOfArrival() {
        Bans other = new Bans(3, () -> now, () -> "n" + ++marks);
        NodeRequest.Ban ban = other.add("ada", Duration.ofSeconds(9));
        NodeRequest.Ban lifted = other.remove("ada").orElseThrow();

        assertThat(bans.take(lifted)).isTrue();
        assertThat(bans.take(ban)).isFalse();
        assertThat(bans.contains("ada")).isFalse();
        NodeRequest.Ban again = bans.add("ada", Duration.ofSeconds(1));
        assertThat(other.take(again)).isTrue();
        assertThat(other.contains("ada")).isTrue();
        assertThat(other.take(again)).as("the same once more").isFalse();
    }

    @Test
    void simultaneousBansConvergeOnAllNodes() {
        Bans other = new Bans(3, () -> now, () -> "n" + ++marks);
        NodeRequest.Ban one = bans.add("ada", Duration.ofSeconds(1));
        NodeRequest.Ban two = other.add("ada", Duration.ofSeconds(2));

        assertThat(bans.take(two)).isTrue();
        assertThat(other.take(one)).isFalse();
        assertThat(bans.all()).isEqualTo(other.all());
    }

    @Test
    void anEarlierBanDoesNotReturnAfterAShorterOneHasExpired() {
        Bans away = new Bans(3, () -> now, () -> "n" + ++marks);
        Bans latecomer = new Bans(3, () -> now, () -> "o" + ++marks);
        NodeRequest.Ban longer = bans.add("ada", Duration.ofNanos(9));
        assertThat(away.take(longer)).isTrue();
        NodeRequest.Ban shorter = bans.add("ada", Duration.ofNanos(2));
        assertThat(latecomer.take(shorter)).isTrue();
        now += 3;

        assertThat(bans.take(longer)).isFalse();
        assertThat(latecomer.take(longer)).isFalse();
        assertThat(bans.contains("ada")).isFalse();
        assertThat(away.take(bans.all().get(0))).isTrue();
        assertThat(away.contains("ada")).isFalse();
        now += 9;
        assertThat(bans.all()).isEmpty();
        assertThat(away.all()).isEmpty();
    }

    @Test
    void theLongerOfTwoSimultaneousBansDoesNotReturnAfterTheOtherOneHasExpired() {
        Bans other = new Bans(3, () -> now, () -> "n" + ++marks);
        NodeRequest.Ban longer = bans.add("ada", Duration.ofNanos(9));
        NodeRequest.Ban shorter = other.add("ada", Duration.ofNanos(2));
        assertThat(other.take(longer)).isFalse();
        assertThat(bans.take(shorter)).isTrue();
        now += 3;

        assertThat(other.take(longer)).as("of a node that was away").isFalse();
        assertThat(bans.take(longer)).isFalse();
        assertThat(other.contains("ada") || bans.contains("ada")).isFalse();
    }

    @Test
    void aLiftedBanDoesNotReturnAfterAShorterOneHasFollowed() {
        Bans away = new Bans(3, () -> now, () -> "n" + ++marks);
        NodeRequest.Ban longer = bans.add("ada", Duration.ofNanos(9));
        assertThat(away.take(longer)).isTrue();
        bans.remove("ada");
        bans.add("ada", Duration.ofNanos(1));
        now += 2;

        assertThat(bans.take(away.all().get(0))).isFalse();
        assertThat(bans.contains("ada")).isFalse();
    }

    @Test
    void anExpiredOrAlreadyAppliedBanIsNotAppliedAgain() {
        Bans other = new Bans(3, () -> now, () -> "n" + ++marks);
        NodeRequest.Ban ban = other.add("ada", Duration.ofNanos(2));
        assertThat(bans.take(ban)).isTrue();
        now += 2;
        assertThat(bans.take(ban)).as("late on its way back").isFalse();
        assertThat(other.all()).isEmpty();
        assertThat(bans.take(new NodeRequest.Ban("ada", 9, "x", Duration.ZERO, Duration.ZERO)))
                .isFalse();
        assertThat(bans.take(new NodeRequest.Ban("ada", 1, "y", Duration.ofNanos(1), Duration.ZERO)))
                .as("a new one, of a node that has forgotten the old one")
                .isTrue();
    }

    @Test
    void atTheLimitExpiredBansAreDroppedFirst() {
        bans.add("over", Duration.ofNanos(1));
        bans.add("short", Duration.ofSeconds(1));
        bans.add("long", Duration.ofDays(100_000));
        now += 2;
        bans.add("new", Duration.ofSeconds(9));

        assertThat(bans.contains("short")).isTrue();
        assertThat(bans.contains("long")).isTrue();
        assertThat(bans.contains("new")).isTrue();
        assertThat(bans.size()).isEqualTo(3);
    }

    @Test
    void atTheLimitANewBanReplacesTheOneThatEndsFirst() {
        bans.add("short", Duration.ofSeconds(1));
        bans.add("long", Duration.ofDays(100_000));
        bans.add("medium", Duration.ofSeconds(2));
        bans.add("medium", Duration.ofSeconds(3));
        assertThat(bans.contains("short")).isTrue();
        bans.add("new", Duration.ofSeconds(9));

        assertThat(bans.contains("short")).isFalse();
        assertThat(bans.contains("medium")).isTrue();
        assertThat(bans.contains("long")).isTrue();
        assertThat(bans.contains("new")).isTrue();
        assertThat(bans.size()).isEqualTo(3);
    }
}
