package rtc.muc.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SettingWarningsTest {

    private static final List<String> KNOWN = List.of("muc.token-secret", "muc.access");

    @Test
    void warnsAboutUnknownKeys() {
        assertThat(words(Set.of("muc.tokn-secret", "muc.token.secret", "other.key", "mucous"), Set.of(), Map.of()))
                .containsExactly("Unknown setting muc.token.secret", "Unknown setting muc.tokn-secret");
    }

    @Test
    void doesNotWarnAboutKnownKeysOrTheirEnvironmentVariables() {
        assertThat(words(
                        Set.of("muc.access", "MUC_TOKEN_SECRET", "muc.token.secret"),
                        Set.of("MUC_TOKEN_SECRET"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void warnsOnceAboutAnUnknownEnvironmentVariable() {
        assertThat(words(Set.of("MUC_TOKN_SECRET", "muc.tokn.secret"), Set.of("MUC_TOKN_SECRET"), Map.of()))
                .containsExactly("Unknown setting MUC_TOKN_SECRET");
    }

    @Test
    void warnsAboutMisspeltKeysThatResembleKeysOfTheScripts() {
        assertThat(words(
                        Set.of("muc.cluster-kye", "muc.addresses", "MUC_CLUSTER_KYE", "muc.cluster.host"),
                        Set.of("MUC_CLUSTER_KYE"),
                        Map.of()))
                .containsExactlyInAnyOrder(
                        "Unknown setting MUC_CLUSTER_KYE",
                        "Unknown setting muc.addresses",
                        "Unknown setting muc.cluster.host");
        assertThat(words(Set.of("muc.cluster.host1", "MUC_CLUSTER_PORT2"), Set.of("MUC_CLUSTER_PORT2"), Map.of()))
                .isEmpty();
    }

    @Test
    void ignoresKeysOfTheServersScripts() {
        assertThat(words(
                        Set.of("muc.tls.password", "MUC_TLS_KEYSTORE", "muc.http.max-headers", "muc.address"),
                        Set.of("MUC_TLS_KEYSTORE"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void ignoresKeysOfTheJGroupsConfigurations() {
        assertThat(words(
                        Set.of(
                                "muc.cluster.dns-query",
                                "muc.cluster.folder",
                                "muc.cluster.jdbc-url",
                                "MUC_CLUSTER_DATA_SOURCE"),
                        Set.of("MUC_CLUSTER_DATA_SOURCE"),
                        Map.of()))
                .isEmpty();
        assertThat(words(Set.of("muc.cluster.dns"), Set.of(), Map.of()))
                .containsExactly("Unknown setting muc.cluster.dns");
    }

    @Test
    void warnsAboutEmptyValues() {
        assertThat(words(Set.of(), Set.of(), Map.of("muc.token-secret", " ", "muc.access", "open")))
                .containsExactly("The setting muc.token-secret is empty, so its default applies");
    }

    private static List<String> words(Set<String> names, Set<String> environment, Map<String, String> texts) {
        return new SettingWarnings(names, environment, texts::get).words(KNOWN);
    }
}
