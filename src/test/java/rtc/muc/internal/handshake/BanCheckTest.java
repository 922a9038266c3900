package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BanCheckTest {

    private final BanCheck check = new BanCheck("ada"::equals);

    @Test
    void onlyBannedClientsAreRefused() {
        FakeExchange exchange = new FakeExchange("/app/muc/a");

        assertThat(check.refusal(exchange.handshake())).isNull();
        assertThat(check.refusal(exchange.principal(() -> "ada").handshake()))
                .isEqualTo(new Refusal(403, "Banned by the application"));
        assertThat(check.refusal(exchange.principal(() -> "bob").handshake())).isNull();
        assertThat(check.refusal(exchange.principal(() -> "").handshake())).isNull();
    }

    @Test
    void theSubjectOfATokenIsChecked() {
        Handshake handshake = new FakeExchange("/app/muc/a").handshake();
        handshake.principal(() -> "ada");

        assertThat(check.refusal(handshake)).isNotNull();
    }
}
