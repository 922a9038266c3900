package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {

    @Test
    void closeCodesDetermineWhetherAndWhenToReconnect() {
        assertThat(codes(Retry.SOON)).containsExactly(1001, 1006, 1011, 1012, 1013, 4408, 4413);
        assertThat(codes(Retry.LATER)).containsExactly(4429);
    }

    @ParameterizedTest
    @EnumSource
    void aCloseCodeIsFoundByItsNumber(CloseCode code) {
        assertThat(new Ending(code, "why").meaning()).isEqualTo(code);
        assertThat(new Ending(code.code(), "why").retry()).isEqualTo(code.retry());
    }

    @Test
    void anUnknownCloseCodeIsNeverRetried() {
        assertThat(new Ending(4999, "").meaning()).isEqualTo(CloseCode.UNKNOWN);
        assertThat(new Ending(4999, "").retry()).isEqualTo(Retry.NEVER);
    }

    private static int[] codes(Retry retry) {
        return Arrays.stream(CloseCode.values())
                .filter(code -> code.retry() == retry)
                .mapToInt(CloseCode::code)
                .toArray();
    }
}
