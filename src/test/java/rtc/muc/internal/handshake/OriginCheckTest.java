package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.address.Network;
import rtc.muc.internal.address.ProxyHeader;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.limits.LimitedLogs;

final class OriginCheckTest {

    private static final TrustedProxies PROXY =
            new TrustedProxies(List.of(Network.of("192.0.2.1").orElseThrow()), ProxyHeader.X_FORWARDED_FOR);
    private static final OriginRules OWN = rules("own");

    private final FakeExchange exchange = new FakeExchange("/app/muc/a").header("Host", "example.org");

    @Test
    void byDefaultOnlyPagesOfThisServerMayConnect() {
        assertThat(isAllowed(OWN, "https://example.org")).isTrue();
        assertThat(isAllowed(OWN, "https://other.example.org")).isFalse();
        assertThat(isAllowed(OWN, "null")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org, example.org, false, true",
        "https://example.org, example.org, true, true",
        "https://example.org, example.org:443, true, true",
        "https://example.org, EXAMPLE.org, false, true",
        "http://example.org, example.org, false, true",
        "http://example.org, example.org:80, false, true",
        "http://example.org:8080, example.org:8080, false, true",
        "http://[::1]:8080, [::1]:8080, false, true",
        "http://example.org, example.org, true, false",
        "http://example.org:443, example.org:443, true, false",
        "https://example.org, example.org:8443, true, false",
        "http://example.org:8080, example.org, false, false",
        "https://example.org, example.com, false, false",
        "https://example.org, example.org.example.com, false, false",
        "https://example.org, www.example.org, false, false",
        "https://example.org, , false, false",
        "https://example.org, example.org/, false, false",
        "https://example.org, user@example.org, false, false",
        "app://example.org, example.org, false, false",
        "ftp://example.org, example.org, false, false",
        "chrome-extension://example.org, example.org, false, false",
        "file://, , false, false"
    })
    void ownMatchesTheRequestedHostAndPortOverHttpOrHttps(
            String origin, @Nullable String host, boolean secure, boolean allowed) {
        exchange.header("Host", host == null ? new String[0] : new String[] {host})
                .secure(secure);

        assertThat(isAllowed(OWN, origin)).isEqualTo(allowed);
    }

    @Test
    void clientsWithoutAnOriginMayConnectUnlessItIsRequired() {
        assertThat(isAllowed(OWN)).isTrue();
        assertThat(isAllowed(OriginRules.of(List.of("*"), List.of(), true))).isFalse();
    }

    @Test
    void onlyListedOriginsMayConnect() {
        OriginRules rules = rules("https://app.example.com", "app://call");

        assertThat(isAllowed(rules, "https://app.example.com:443")).isTrue();
        assertThat(isAllowed(rules, "app://call")).isTrue();
        assertThat(isAllowed(rules, "http://app.example.com")).isFalse();
        assertThat(isAllowed(rules, "https://app.example.com:8443")).isFalse();
        assertThat(isAllowed(rules, "https://example.org")).isFalse();
    }

    @Test
    void ownAndOthersMayBeListedTogether() {
        OriginRules rules = rules("own", "https://app.example.com");

        assertThat(isAllowed(rules, "https://app.example.com")).isTrue();
        assertThat(isAllowed(rules, "https://example.org")).isTrue();
        assertThat(isAllowed(rules, "https://example.com")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://anything.example.com", "null", "file://", "nonsense", "app://call", ""})
    void aStarAllowsEveryOrigin(String origin) {
        assertThat(isAllowed(rules("*"), origin)).isTrue();
    }

    @Test
    void twoOriginHeadersAreRefused() {
        assertThat(isAllowed(OWN, "https://example.org", "https://example.org")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://call.example.org, call.example.org, true",
        "https://call.example.org:8443, call.example.org:8443, true",
        "https://desk.example.org:8443, desk.example.org:8443, true",
        "https://desk.example.org, desk.example.org, false",
        "https://rebound.example.com, rebound.example.com, false",
        "https://call.example.org, rebound.example.com, false",
        "https://call.example.org.example.com, call.example.org.example.com, false",
        "http://[::1]:8080, [::1]:8080, true"
    })
    void ownIsLimitedToTheConfiguredHosts(String origin, String host, boolean allowed) {
        OriginRules rules = OriginRules.of(
                List.of("own"),
                List.of(authority("Call.example.org"), authority("desk.example.org:8443"), authority("[::1]")),
                false);
        exchange.header("Host", host);

        assertThat(isAllowed(rules, origin)).isEqualTo(allowed);
    }

    @Test
    void theConfiguredHostsDoNotRestrictListedOrigins() {
        OriginRules rules = OriginRules.of(
                List.of("own", "https://app.example.com"), List.of(authority("call.example.org")), false);

        assertThat(isAllowed(rules, "https://app.example.com")).isTrue();
        assertThat(isAllowed(rules, "https://example.org")).isFalse();
    }

    @Test
    void theForwardedHostIsReadFromTrustedProxiesOnly() {
        exchange.header("X-Forwarded-Host", "call.example.com, inner.example.com:8080");

        assertThat(check(OWN, PROXY, "https://call.example.com")).isNull();
        assertThat(check(OWN, PROXY, "http://inner.example.com:8080")).isNull();
        assertThat(check(OWN, PROXY, "https://evil.example.com")).isNotNull();
        assertThat(check(OWN, TrustedProxies.NONE, "https://call.example.com")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "-", textBlock = """
            https://example.org      | X-Forwarded-Proto | https                          | true
            http://example.org       | X-Forwarded-Proto | https                          | false
            https://example.org      | X-Forwarded-Proto | http                           | false
            https://example.org      | X-Forwarded-Proto | WSS                            | true
            https://example.org      | X-Forwarded-Proto | 'http, https'                  | true
            https://example.org      | X-Forwarded-Proto | nonsense                       | true
            https://example.org:8443 | X-Forwarded-Proto | https                          | true
            https://example.org:8443 | X-Forwarded-Port  | 8443                           | true
            https://example.org:9443 | X-Forwarded-Port  | 8443                           | false
            https://example.org      | X-Forwarded-Port  | 8443                           | false
            https://example.org      | X-Forwarded-Port  | 443                            | true
            https://example.org      | X-Forwarded-Port  | nonsense                       | true
            https://a.example        | Forwarded         | host=a.example;proto=https     | true
            http://a.example         | Forwarded         | host=a.example;proto=https     | false
            https://a.example:8443   | Forwarded         | 'host="a.example:8443"'        | true
            https://a.example:9443   | Forwarded         | 'host="a.example:8443"'        | false
            https://a.example        | Forwarded         | 'for=1.2.3.4, host=a.example'  | true
            https://a.example        | Forwarded         | 'host="a.example'              | false
            https://b.example        | Forwarded         | host=a.example                 | false
            https://example.org      | Via               | 1.1 proxy                      | true
            """)
    void aTrustedProxyDeterminesTheRequestedSchemeAndPort(String origin, String header, String value, boolean allowed) {
        exchange.header(header, value);

        assertThat(check(OWN, PROXY, origin) == null).isEqualTo(allowed);
    }

    /** As behind nginx with {@code proxy_set_header Host $host}, which omits the port. */
    @Test
    void aProxyMayOmitThePort() {
        assertThat(check(OWN, PROXY, "https://example.org:8443")).isNull();
        assertThat(check(OWN, TrustedProxies.NONE, "https://example.org:8443")).isNotNull();

        exchange.header("Host", "example.org:8080");
        assertThat(check(OWN, PROXY, "https://example.org:8443")).isNotNull();
    }

    @Test
    void forwardedSchemeAndPortAreReadFromTrustedProxiesOnly() {
        exchange.header("X-Forwarded-Port", "8443").header("X-Forwarded-Proto", "https");

        assertThat(check(OWN, TrustedProxies.NONE, "http://example.org")).isNull();
        assertThat(check(OWN, TrustedProxies.NONE, "https://example.org:8443")).isNotNull();
    }

    @Test
    void aSameOriginQuestionMayOmitTheOrigin() {
        OriginRules required = OriginRules.of(List.of("own"), List.of(), true);
        exchange.header("Upgrade");
        assertThat(isAllowed(required)).isFalse();

        exchange.header("Sec-Fetch-Site", "same-origin");
        assertThat(isAllowed(required)).isTrue();
        assertThat(isAllowed(rules("https://app.example.com"))).isFalse();
        assertThat(isAllowed(rules("https://example.org"))).isTrue();

        exchange.header("Upgrade", "websocket");
        assertThat(isAllowed(required)).isFalse();
    }

    @Test
    void theLogContainsTheComparedOrigins() {
        OriginRules rules = OriginRules.of(
                List.of("own", "https://app.example.com"), List.of(authority("call.example.org")), false);
        exchange.header("X-Forwarded-Port", "8443");
        exchange.header("X-Forwarded-Proto", "https");
        Handshake handshake = exchange.handshake();

        assertThat(rules.comparedWith(RequestTarget.of(handshake.request(), PROXY)))
                .isEqualTo("own (https at example.org, port 8443, limited to call.example.org by muc.hosts) and"
                        + " https://app.example.com:443");
        assertThat(OWN.comparedWith(RequestTarget.of(handshake.request(), TrustedProxies.NONE)))
                .isEqualTo("own (http or https at example.org)");
    }

    private boolean isAllowed(OriginRules rules, String... origins) {
        Refusal refusal = check(rules, TrustedProxies.NONE, origins);
        assertThat(refusal == null ? 403 : refusal.status()).isEqualTo(403);
        return refusal == null;
    }

    private @Nullable Refusal check(OriginRules rules, TrustedProxies proxies, String... origins) {
        return new OriginCheck(rules, proxies, new LimitedLogs(() -> 0))
                .refusal(exchange.header("Origin", origins).handshake());
    }

    private static OriginRules rules(String... words) {
        return OriginRules.of(Arrays.asList(words), List.of(), false);
    }

    private static Authority authority(String text) {
        return Authority.of(text).orElseThrow();
    }
}
