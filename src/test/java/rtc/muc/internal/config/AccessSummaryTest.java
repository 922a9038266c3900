package rtc.muc.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.handshake.OriginRules;

final class AccessSummaryTest {

    private static final OriginRules OWN = OriginRules.of(List.of("own"), List.of(), false);

    @Test
    void statesThatAccessIsOpen() {
        assertThat(new AccessSummary(AccessMode.OPEN, false, List.of(), OWN, List.of()).words())
                .isEqualTo(
                        "Who may come in: everybody, without a token, a policy or a login (muc.access), from pages of"
                                + " this server and from programs other than browsers. All limits are on.");
    }

    @Test
    void namesTheRequiredChecks() {
        OriginRules origins = OriginRules.of(List.of("https://app.example.org", "own"), List.of(), true);

        assertThat(new AccessSummary(AccessMode.PRINCIPAL, true, List.of("desk.Doorkeeper"), origins, List.of())
                        .words())
                .isEqualTo(
                        "Who may come in: who is signed in and has a room token and is admitted by the policy"
                                + " desk.Doorkeeper, from pages of this server, https://app.example.org:443. All limits are on.");
    }

    @Test
    void namesTheLimitsThatAreSwitchedOff() {
        SettingsReader reader = new SettingsReader(key -> switch (key) {
            case "muc.sessions-per-address", "muc.send-timeout", "muc.token-clock-skew" -> Optional.of("0");
            case "muc.token-secret" -> Optional.of("0123456789abcdef0123456789abcdef");
            default -> Optional.empty();
        });
        Settings settings = Settings.read(reader);

        assertThat(new AccessSummary(settings.access(), false, List.of(), settings.origins(), reader.unlimited())
                        .words())
                .endsWith("These limits are switched off: muc.send-timeout, muc.sessions-per-address.");
    }

    @Test
    void statesThatPagesOfAnySiteAreAllowed() {
        OriginRules any = OriginRules.of(List.of("*"), List.of(), true);

        assertThat(new AccessSummary(AccessMode.OPEN, true, List.of(), any, List.of()).words())
                .startsWith("Who may come in: who has a room token, from pages of any site.");
    }
}
