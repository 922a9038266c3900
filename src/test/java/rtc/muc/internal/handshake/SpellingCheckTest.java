package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingCheckTest {

    private static final SecurityConstraints CONSTRAINTS =
            new SecurityConstraints(List.of("/muc/staff", "/muc/team/*", "*.secret", "/other/*"));

    @ParameterizedTest
    @CsvSource({
        "/muc/staff, /muc/staff, true",
        "/muc/staff/, /muc/staff, false",
        "/muc, /muc/staff, false",
        "/muc/Staff, /muc/staff, false",
        "/muc/team/, /muc/team, true",
        "/muc, /muc/team, false",
        "/muc/a.secret/, /muc/a.secret, false",
        "/muc/a/, /muc/a, true",
        "/muc, /muc/a, true"
    })
    void spellingsWithTheSameConstraintsPass(String seen, String meant, boolean alike) {
        assertThat(CONSTRAINTS.treatAlike(seen, meant)).isEqualTo(alike);
    }

    @Test
    void aTrailingSlashPassesWithoutConstraints() {
        assertThat(new SpellingCheck(context -> new SecurityConstraints(List.of()))
                        .refusal(new FakeExchange("/app/muc/staff/").handshake()))
                .isNull();
    }

    @Test
    void aTrailingSlashOutsideTheConstraintIsRefused() {
        SpellingCheck check = new SpellingCheck(context -> CONSTRAINTS);

        assertThat(check.refusal(new FakeExchange("/app/muc/staff").handshake()))
                .as("the container has looked at it")
                .isNull();
        assertThat(check.refusal(new FakeExchange("/app/muc/staff/").handshake()))
                .isEqualTo(new Refusal(404, "Not Found"));
        assertThat(check.refusal(new FakeExchange("/app/muc/other/").handshake()))
                .isNull();
    }
}
