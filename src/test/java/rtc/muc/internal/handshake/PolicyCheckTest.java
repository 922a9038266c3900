package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;
import rtc.muc.Permission;
import rtc.muc.internal.limits.LimitedLogs;

final class PolicyCheckTest {

    private final FakeExchange exchange = new FakeExchange("/app/muc/caf%C3%A9");

    @Test
    void thePolicyReceivesTheDetailsOfTheRequest() {
        List<AccessRequest> asked = new ArrayList<>();
        exchange.principal(() -> "ada").header("Origin", "https://example.org").query("ticket=7&x=1");
        Refusal refusal = check(exchange.handshake(), request -> {
            asked.add(request);
            return request.roles().test("ada") && !request.roles().test("guest")
                    ? Access.granted()
                    : Access.refused(403);
        });

        assertThat(refusal).isNull();
        AccessRequest request = asked.get(0);
        assertThat(asked).hasSize(1);
        assertThat(request.room()).isEqualTo("café");
        assertThat(request.principal()).map(Principal::getName).contains("ada");
        assertThat(request.origin()).contains("https://example.org");
        assertThat(request.address()).isEqualTo("192.0.2.1");
        assertThat(request.parameter("ticket")).contains("7");
        assertThat(request.parameter("other")).isEmpty();
        assertThat(request.toString()).doesNotContain("ticket");
    }

    @Test
    void grantedAccessIsUnlimitedByDefault() {
        Handshake handshake = exchange.handshake();

        assertThat(check(handshake, request -> Access.granted())).isNull();
        assertThat(handshake.permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(handshake.expiry()).isEqualTo(Instant.MAX);
    }

    @Test
    void thePolicyMayRestrictAccess() {
        Handshake handshake = exchange.handshake();
        Instant end = Instant.EPOCH.plusSeconds(7);

        assertThat(check(handshake, request -> Access.observing().until(end))).isNull();
        assertThat(handshake.permissions()).isEmpty();
        assertThat(handshake.expiry()).isEqualTo(end);
    }

    @Test
    void thePolicyDoesNotExtendTheAccessGrantedByAToken() {
        Handshake handshake = exchange.handshake();
        Instant end = Instant.EPOCH.plusSeconds(7);
        handshake.permitOnly(Set.of());
        handshake.expireAt(end);

        assertThat(check(handshake, request -> Access.granted())).isNull();
        assertThat(handshake.permissions()).isEmpty();
        assertThat(handshake.expiry()).isEqualTo(end);
    }

    @Test
    void aRefusalHasTheStatusThatTheApplicationChose() {
        assertThat(check(exchange.handshake(), request -> Access.refused(402)))
                .isEqualTo(new Refusal(402, "Refused by the application"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, 200, 302, 399, 600})
    void aRefusalMustHaveAnErrorStatus(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> Access.refused(status));
    }

    @Test
    void aFailingPolicyRefusesClients() {
        assertThat(check(exchange.handshake(), request -> {
                    throw new IllegalStateException("A bug, for the test");
                }))
                .isEqualTo(new Refusal(500, "Access could not be checked"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aPolicyThatReturnsNullRefusesClients() {
        assertThat(check(exchange.handshake(), request -> null))
                .isEqualTo(new Refusal(500, "Access could not be checked"));
    }

    private static @Nullable Refusal check(Handshake handshake, AccessPolicy policy) {
        return new PolicyCheck(policy, new LimitedLogs(() -> 0)).refusal(handshake);
    }
}
