package rtc.muc.internal.handshake;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingCheckTest {

    private static final SecurityConstraints CONSTRAINTS =
            constraints("/muc/staff", "/muc/team/*", "*.secret", "/other/*");

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
        "/muc, /muc/a, true",
        "/muc/staff, /muc/a, true"
    })
    void spellingsWithTheSameConstraintsPass(String seen, String meant, boolean alike) {
        assertThat(CONSTRAINTS.leadTo(meant, seen)).isEqualTo(alike);
    }

    @Test
    void aTrailingSlashPassesWithoutConstraints() {
        assertThat(new SpellingCheck(context -> constraints()).refusal(new FakeExchange("/app/muc/staff/").handshake()))
                .isNull();
    }

    @Test
    void aTrailingSlashThatAvoidsAConstraintIsRefused() {
        SpellingCheck check = new SpellingCheck(context -> CONSTRAINTS);

        assertThat(check.refusal(new FakeExchange("/app/muc/staff").handshake()))
                .as("the container has looked at it")
                .isNull();
        assertThat(check.refusal(new FakeExchange("/app/muc/staff/").handshake()))
                .isEqualTo(new Refusal(404, "Not Found"));
        assertThat(check.refusal(new FakeExchange("/app/muc/other/").handshake()))
                .isNull();
    }

    @Test
    void anotherResourceOfAConstrainedRoomMustBeInTheSameCollection() {
        assertThat(answers("/muc-ice-servers.json", "/muc/*")).isEqualTo("staff 404, other 404");
        assertThat(answers("/muc-ice-servers.json", "/muc/* /muc-ice-servers.json"))
                .isEqualTo("staff pass, other pass");
        assertThat(answers("/muc-ice-servers.json", "/muc/*", "/muc-ice-servers.json"))
                .isEqualTo("staff 404, other 404");
        assertThat(answers("/muc-ice-servers.json", "/muc/staff")).isEqualTo("staff 404, other pass");
        assertThat(answers("/muc-ice-servers.json", "/muc/staff /muc-ice-servers.json"))
                .isEqualTo("staff pass, other pass");
        assertThat(answers("/muc-ice-servers.json", "/*")).isEqualTo("staff pass, other pass");
    }

    /**
     * Only the best matching pattern applies, so the collection with a wildcard does not protect {@code /muc/staff}.
     */
    @Test
    void onlyTheBestMatchingPatternProtectsAPath() {
        assertThat(answers("/muc-ice-servers.json", "/muc/staff /muc-ice-servers.json", "/muc/* /muc-ice-servers.json"))
                .isEqualTo("staff 404, other 404");
        assertThat(answers("/muc-ice-servers.json", "/*", "/muc/staff")).isEqualTo("staff 404, other pass");
    }

    private static String answers(String resource, String... collections) {
        SpellingCheck check = new SpellingCheck(context -> constraints(collections));
        return Stream.of("staff", "other")
                .map(room -> {
                    Refusal refusal =
                            check.refusal(RoomQuestion.handshake(new FakeExchange("/app" + resource).request(), room));
                    return room + " " + (refusal == null ? "pass" : refusal.status());
                })
                .collect(joining(", "));
    }

    private static SecurityConstraints constraints(String... collections) {
        return new SecurityConstraints(Stream.of(collections)
                .map(patterns -> List.of(patterns.split(" ")))
                .toList());
    }
}
