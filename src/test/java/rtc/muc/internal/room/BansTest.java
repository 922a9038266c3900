package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BansTest {

    private long now = Long.MAX_VALUE - 1;
    private final Bans bans = new Bans(3, () -> now);

    @Test
    void aBanLastsAsLongAsItShall() {
        bans.add("ada", Duration.ofNanos(2));

        assertThat(bans.contains("ada")).isTrue();
        assertThat(bans.contains("bob")).isFalse();
        now++;
        assertThat(bans.contains("ada")).isTrue();
        now++;
        assertThat(bans.contains("ada")).isFalse();
    }

    @Test
    void bansThatAreOverMakeRoomFirst() {
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
    void oneTooManyLiftsTheBanThatEndsFirst() {
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
