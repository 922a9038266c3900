package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.address.Network;
import rtc.muc.internal.address.ProxyHeader;
import rtc.muc.internal.address.TrustedProxies;

final class CrossOriginTest {

    private static final TrustedProxies PROXY =
            new TrustedProxies(List.of(Network.of("192.0.2.1").orElseThrow()), ProxyHeader.X_FORWARDED_FOR);

    private final FakeExchange exchange = new FakeExchange("/app/muc-signaling.js").header("Host", "example.org");

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, true",
        "https://app.example.com:443, true",
        "https://example.org, true",
        "http://app.example.com, false",
        "https://app.example.com.evil.example, false",
        "null, false"
    })
    void allowedOriginsAreEchoedUnchanged(String origin, boolean allowed) {
        assertThat(share(TrustedProxies.NONE, "own", "https://app.example.com", origin))
                .isEqualTo(allowed);

        assertThat(exchange.answered().get("Access-Control-Allow-Origin")).isEqualTo(allowed ? origin : null);
        assertThat(exchange.answered()).containsEntry("Vary", "Origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://anything.example", "null", "file://"})
    void aStarRuleEchoesTheOriginAndAllowsCredentials(String origin) {
        assertThat(share(TrustedProxies.NONE, "*", "*", origin)).isTrue();

        assertThat(exchange.answered())
                .containsEntry("Access-Control-Allow-Origin", origin)
                .containsEntry("Access-Control-Allow-Credentials", "true");
    }

    @Test
    void aMissingOrRepeatedOriginIsNotEchoed() {
        CrossOrigin readers = new CrossOrigin(OriginRules.of(List.of("*"), List.of(), false), TrustedProxies.NONE);
        assertThat(readers.share(exchange.request(), exchange.response())).isFalse();
        exchange.header("Origin", "https://a.example", "https://b.example");
        assertThat(readers.share(exchange.request(), exchange.response())).isFalse();

        assertThat(exchange.answered()).isEqualTo(Map.of("Vary", "Origin, Origin"));
    }

    @Test
    void aTrustedProxyDeterminesTheOwnHost() {
        exchange.header("X-Forwarded-Host", "call.example.net");

        assertThat(share(PROXY, "own", "own", "https://call.example.net")).isTrue();
        assertThat(share(TrustedProxies.NONE, "own", "own", "https://call.example.net"))
                .isFalse();
    }

    private boolean share(TrustedProxies proxies, String one, String other, String origin) {
        OriginRules rules = OriginRules.of(List.of(one, other), List.of(), false);
        return new CrossOrigin(rules, proxies)
                .share(exchange.header("Origin", origin).request(), exchange.response());
    }
}
