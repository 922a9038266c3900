package rtc.muc.internal.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IceServersTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    private static final IceRules TURN = new IceRules(
            "[]", "north", List.of("turn:a.example.org", "turns:a.example.org?transport=tcp"), Duration.ofHours(1));

    @Test
    void staticServersAreUnchanged() {
        assertThat(json(IceRules.NONE, Instant.MAX)).isEqualTo("[]");
        assertThat(json(with("[{\"urls\":\"stun:a\"}]", "", List.of()), Instant.MAX))
                .isEqualTo("[{\"urls\":\"stun:a\"}]");
    }

    /** The expected password was computed with OpenSSL. */
    @Test
    void turnServersHaveExpiringCredentials() {
        assertThat(json(TURN, Instant.ofEpochSecond(1_800_000_060)))
                .isEqualTo("[{\"urls\":[\"turn:a.example.org\",\"turns:a.example.org?transport=tcp\"],"
                        + "\"username\":\"1800000060:p2\",\"credential\":\"V6D6BITojk6SugiqhbdMbVK755I=\"}]");
    }

    @Test
    void staticServersAreListedFirst() {
        assertThat(json(with("[{\"urls\":\"stun:a\"}]", "north", List.of("turn:b")), Instant.MAX))
                .startsWith("[{\"urls\":\"stun:a\"},{\"urls\":[\"turn:b\"],\"username\":\"");
    }

    @Test
    void credentialsExpireAfterTheirLifetimeOrWithTheAccess() {
        assertThat(json(TURN, Instant.MAX)).contains("\"1800003600:p2\"");
        assertThat(json(TURN, Instant.ofEpochSecond(1_800_003_599))).contains("\"1800003599:p2\"");
        assertThat(json(TURN, Instant.ofEpochSecond(1_800_003_601))).contains("\"1800003600:p2\"");
    }

    @Test
    void secretsAreNotLogged() {
        assertThat(with("[{\"credential\":\"hunter2\"}]", "north", List.of("turn:b")))
                .hasToString("IceRules[turnUrls=[turn:b], turnLifetime=PT1H]");
        assertThat(TurnCredentials.of("north", 1, "p")).hasToString("TurnCredentials");
    }

    private static String json(IceRules rules, Instant until) {
        return new IceServers(rules, CLOCK).json("p2", until);
    }

    private static IceRules with(String servers, String secret, List<String> urls) {
        return new IceRules(servers, secret, urls, Duration.ofHours(1));
    }
}
