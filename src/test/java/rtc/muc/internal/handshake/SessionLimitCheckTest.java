package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.limits.SessionLimiter;
import rtc.muc.internal.limits.SessionLimits;

/** The address that is assigned to a client, and the result of the check. The limit is one connection per address. */
final class SessionLimitCheckTest {

    private final SessionLimiter limiter =
            new SessionLimiter(new SessionLimits(0, 1, Rate.perSecond(1, 3), Rate.UNLIMITED), () -> 0);
    private final FakeExchange exchange =
            new FakeExchange("/app/muc/a").from("127.0.0.1").header("Host", "127.0.0.1:8080");

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080", "localhost", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.2", "''"})
    void loopbackIsExemptFromLimitsPerAddress(String host) {
        exchange.header("Host", host);

        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(null, null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-for",
                "Forwarded",
                "X-Real-IP",
                "Via",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "CF-Connecting-IP",
                "True-Client-IP"
            })
    void loopbackIsNotExemptBehindAProxy(String header) {
        exchange.header(header, "127.0.0.1");

        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(null, 429, 429);
    }

    @Test
    void clientsBehindAProxyWithoutHeadersAreNotExempt() {
        exchange.header("Host", "call.example.org");

        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(null, 429, 429);
    }

    /** The remote address is the first address in the header, as on WildFly with {@code proxy-address-forwarding}. */
    @Test
    void aForgedForwardedAddressIsNotExempt() {
        exchange.from("127.0.0.1").header("X-Forwarded-For", "127.0.0.1, 203.0.113.7");
        TrustedProxies loopback =
                new TrustedProxies(List.of(Network.of("127.0.0.1").orElseThrow()), ProxyHeader.X_FORWARDED_FOR);

        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(null, 429, 429);
        assertThat(statusOfThree(loopback))
                .as("by the address that the proxy saw")
                .containsExactly(null, 429, 429);
    }

    @Test
    void aQuestionIsCheckedLikeAHandshakeButNotCountedAsASession() {
        exchange.from("203.0.113.7");
        Handshake question = exchange.header("Upgrade").handshake();
        assertThat(status(TrustedProxies.NONE, question)).isNull();
        assertThat(limiter.sessions()).isZero();
        assertThat(question.address()).isEqualTo("203.0.113.7");

        exchange.header("Upgrade", "websocket");
        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(null, 429, 429);
        exchange.header("Upgrade");
        assertThat(statusOfThree(TrustedProxies.NONE)).containsExactly(429, 429, 429);
        question.giveBack();
        assertThat(limiter.sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "CONNECT"})
    void onlyAGetRequestIsAHandshake(String method) {
        assertThat(exchange.method(method).handshake().isUpgrade()).isFalse();
        assertThat(exchange.method("GET").handshake().isUpgrade()).isTrue();
    }

    private List<@Nullable Integer> statusOfThree(TrustedProxies proxies) {
        List<@Nullable Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(status(proxies, exchange.handshake()));
        }
        return statuses;
    }

    private @Nullable Integer status(TrustedProxies proxies, Handshake handshake) {
        Refusal refusal = new SessionLimitCheck(proxies, limiter, new LimitedLogs(() -> 0)).refusal(handshake);
        return refusal == null ? null : refusal.status();
    }
}
