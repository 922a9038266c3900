package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QueryTest {

    @Test
    void parametersAreDecodedFromTheQuery() {
        assertThat(Query.values(new FakeExchange("/app/x").request(), "a")).isEmpty();
        FakeExchange exchange =
                new FakeExchange("/app/x").query("b=0&a=1+2%2B3&%61=caf%C3%A9&a=x=y&a&A=5&a=%zz&a=%C3&&=1");

        assertThat(Query.values(exchange.request(), "a")).containsExactly("1 2+3", "café", "x=y", "", "\uFFFD");
        assertThat(Query.values(exchange.request(), "c")).isEmpty();
    }
}
