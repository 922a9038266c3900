package rtc.muc.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtc.muc.handshake.FakeExchange;
import rtc.muc.handshake.Refusal;

final class OriginCheckTest {

    private static final String PROXY = "192.0.2.1";

    private final FakeExchange exchange = new FakeExchange("/app/muc/a").header("Host", "example.org");

    @Test
    void byDefaultOnlyPagesOfOurOwnMayConnect() {
        OriginRules rules = OriginRules.of(List.of("own"), false);

        assertThat(isAllowed(rules, "https://example.org")).isTrue();
        assertThat(isAllowed(rules, "https://other.example.org")).isFalse();
        assertThat(isAllowed(rules, "null")).isFalse();
    }

    @Test
    void whoNamesNoOriginMayConnectUnlessItIsRequired() {
        assertThat(isAllowed(OriginRules.of(List.of("own"), false))).isTrue();
        assertThat(isAllowed(OriginRules.of(List.of("*"), true))).isFalse();
    }

    @Test
    void whatIsListedMayConnectAndNothingElse() {
        OriginRules rules = OriginRules.of(List.of("https://app.example.com", "app://call"), false);

        assertThat(isAllowed(rules, "https://app.example.com:443")).isTrue();
        assertThat(isAllowed(rules, "app://call")).isTrue();
        assertThat(isAllowed(rules, "http://app.example.com")).isFalse();
        assertThat(isAllowed(rules, "https://app.example.com:8443")).isFalse();
        assertThat(isAllowed(rules, "https://example.org")).isFalse();
    }

    @Test
    void ownAndOthersMayBeListedTogether() {
        OriginRules rules = OriginRules.of(List.of("own", "https://app.example.com"), false);

        assertThat(isAllowed(rules, "https://app.example.com")).isTrue();
        assertThat(isAllowed(rules, "https://example.org")).isTrue();
        assertThat(isAllowed(rules, "https://example.com")).isFalse();
    }

    @Test
    void aStarIsEveryOriginButNull() {
        OriginRules rules = OriginRules.of(List.of("*"), false);

        assertThat(isAllowed(rules, "https://anything.example.com")).isTrue();
        assertThat(isAllowed(rules, "null")).isFalse();
        assertThat(isAllowed(rules, "nonsense")).isFalse();
    }

    @Test
    void twoOriginsAreNone() {
        OriginRules rules = OriginRules.of(List.of("*"), false);

        assertThat(isAllowed(rules, "https://example.org", "https://example.org"))
                .isFalse();
    }

    @Test
    void aProxySaysWhichHostWasAskedAndNobodyElseDoes() {
        OriginRules rules = OriginRules.of(List.of("own"), false);
        exchange.header("X-Forwarded-Host", "call.example.com, inner.example.com");

        assertThat(check(rules, PROXY, "https://call.example.com")).isNull();
        assertThat(check(rules, PROXY, "https://inner.example.com")).isNull();
        assertThat(check(rules, PROXY, "https://evil.example.com")).isNotNull();
        assertThat(check(rules, "192.0.2.2", "https://call.example.com")).isNotNull();
    }

    private boolean isAllowed(OriginRules rules, String... origins) {
        Refusal refusal = check(rules, "none", origins);
        assertThat(refusal == null ? 403 : refusal.status()).isEqualTo(403);
        return refusal == null;
    }

    private @Nullable Refusal check(OriginRules rules, String proxy, String... origins) {
        return new OriginCheck(rules, proxy::equals, new RareWarning(() -> 0))
                .refusal(exchange.header("Origin", origins).handshake());
    }
}
