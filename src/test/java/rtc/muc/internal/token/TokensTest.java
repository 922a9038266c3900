package rtc.muc.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.Permission;
import rtc.muc.internal.handshake.FakeExchange;
import rtc.muc.internal.handshake.Handshake;
import rtc.muc.internal.handshake.Refusal;

final class TokensTest {

    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final TokenRules RULES =
            new TokenRules(new TokenRules.Keys(List.of(SECRET), "", List.of(), ""), TokenRules.Claims.DEFAULT);

    private final Tokens tokens = tokens(RULES, NOW);

    @Test
    void aTokenForTheRoomGrantsAllPermissionsUntilItExpires() {
        Handshake handshake = handshake(token("\"room\":\"blue\",\"exp\":1800000060"));

        assertThat(refusal(tokens, handshake)).isNull();
        assertThat(handshake.principal()).isNotNull();
        assertThat(Objects.requireNonNull(handshake.principal()).getName()).isEqualTo("ada");
        assertThat(handshake.permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(handshake.expiry()).isEqualTo(NOW.plusSeconds(60 + 30));
    }

    @Test
    void thePrincipalOfTheContainerIsKept() {
        Handshake handshake = new FakeExchange("/app/muc/blue")
                .query("access_token=" + token("\"room\":\"blue\",\"exp\":1800000060"))
                .principal(() -> "grace")
                .handshake();

        assertThat(refusal(tokens, handshake)).isNull();
        assertThat(Objects.requireNonNull(handshake.principal()).getName()).isEqualTo("grace");
    }

    @Test
    void onlyListedPermissionsAreGranted() {
        Handshake observer = handshake(token("\"room\":\"blue\",\"exp\":1800000060,\"permissions\":[\"paint\"]"));
        Handshake sender = handshake(token("\"room\":\"blue\",\"exp\":1800000060,\"permissions\":[\"send\",\"x\"]"));

        assertThat(refusal(tokens, observer)).isNull();
        assertThat(observer.permissions()).isEmpty();
        assertThat(refusal(tokens, sender)).isNull();
        assertThat(sender.permissions()).containsExactly(Permission.SEND);
        Handshake both = handshake(token("\"room\":\"blue\",\"exp\":1800000060,\"permissions\":[\"status\",\"send\"]"));
        assertThat(refusal(tokens, both)).isNull();
        assertThat(both.permissions()).containsExactlyInAnyOrder(Permission.SEND, Permission.STATUS);
    }

    @Test
    void roomNamesInTokensAreNormalizedBeforeComparison() {
        for (String claim : List.of("K\u00FCche", "Ku\u0308che", "Ku\\u0308che")) {
            for (String path : List.of("K%C3%BCche", "Ku%CC%88che")) {
                Handshake handshake = new FakeExchange("/app/muc/" + path)
                        .query("access_token=" + token("\"room\":\"" + claim + "\",\"exp\":1800000060"))
                        .handshake();

                assertThat(refusal(tokens, handshake))
                        .as("%s at %s", claim, path)
                        .isNull();
            }
        }
    }

    @Test
    void aTokenForAnotherRoomIsForbidden() {
        assertThat(status("\"room\":\"red\",\"exp\":1800000060")).isEqualTo(403);
        assertThat(status("\"room\":\"Blue\",\"exp\":1800000060")).isEqualTo(403);
        assertThat(status("\"room\":\"*\",\"exp\":1800000060")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"room\":\"blue\"",
                "\"exp\":1800000060",
                "\"room\":7,\"exp\":1800000060",
                "\"room\":[\"blue\"],\"exp\":1800000060",
                "\"room\":\"blue\",\"exp\":\"soon\"",
                "\"room\":\"blue\",\"exp\":null",
                "\"room\":\"blue\",\"exp\":1800000060,\"permissions\":\"send\"",
                "\"room\":\"blue\",\"exp\":1800000060,\"permissions\":[7]",
                "\"room\":\"blue\",\"exp\":1800000060,\"sub\":\"\"",
                "\"room\":\"blue\",\"exp\":9223372036854775807",
                "\"room\":\"blue\",\"exp\":1e300"
            })
    void tokensWithMissingOrInvalidClaimsAreRefused(String claims) {
        assertThat(status(claims)).isEqualTo(401);
    }

    @Test
    void aTokenIsValidFromStartToExpiryWithClockSkew() {
        String claims = "\"room\":\"blue\",\"nbf\":1800000030,\"exp\":1800000060";

        assertThat(status(claims, NOW.minusMillis(1))).isEqualTo(401);
        assertThat(status(claims, NOW)).isEqualTo(101);
        assertThat(status(claims, NOW.plusSeconds(90).minusMillis(1))).isEqualTo(101);
        assertThat(status(claims, NOW.plusSeconds(90))).isEqualTo(401);
    }

    @Test
    void tokensHaveAMaximumLifetime() {
        long end = NOW.plus(RULES.claims().maxLifetime())
                .plus(RULES.claims().clockSkew())
                .getEpochSecond();

        assertThat(status("\"room\":\"blue\",\"exp\":" + end)).isEqualTo(101);
        assertThat(status("\"room\":\"blue\",\"exp\":" + (end + 1))).isEqualTo(401);
    }

    @Test
    void aMissingOrRepeatedTokenIsRefused() {
        String token = token("\"room\":\"blue\",\"exp\":1800000060");

        assertThat(status(new FakeExchange("/app/muc/blue"))).isEqualTo(401);
        assertThat(status(new FakeExchange("/app/muc/blue").query("access_token=")))
                .isEqualTo(401);
        assertThat(status(new FakeExchange("/app/muc/blue").query("access_token=" + token + "&access_token=" + token)))
                .isEqualTo(401);
        assertThat(status(new FakeExchange("/app/muc/blue").query("token=" + token)))
                .isEqualTo(401);
    }

    @Test
    void programsMaySendTheTokenInAHeader() {
        String token = token("\"room\":\"blue\",\"exp\":1800000060");

        assertThat(status(new FakeExchange("/app/muc/blue").header("Authorization", "Bearer " + token)))
                .isEqualTo(101);
        assertThat(status(new FakeExchange("/app/muc/blue").header("Authorization", "bearer " + token)))
                .isEqualTo(101);
        assertThat(status(new FakeExchange("/app/muc/blue").header("Authorization", "Basic " + token)))
                .isEqualTo(401);
        assertThat(status(new FakeExchange("/app/muc/blue")
                        .header("Authorization", "Bearer for.somebody.else")
                        .query("access_token=" + token)))
                .isEqualTo(101);
    }

    @ParameterizedTest
    @MethodSource
    void forgeriesAreRefused(String forgery) {
        assertThat(refusal(tokens, handshake(forgery))).isEqualTo(new Refusal(401, "A valid access token is required"));
    }

    static Stream<String> forgeriesAreRefused() {
        String claims = json("\"room\":\"blue\",\"exp\":1800000060");
        byte[] key = SECRET.getBytes(UTF_8);
        String good = Jwt.hs256(claims, SECRET);
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                Jwt.hs256(claims, "another secret, just as long as the first one"),
                Jwt.unsigned(claims),
                Jwt.unsigned(claims) + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                good + ".",
                good.substring(0, good.length() - 1),
                parts[0] + "."
                        + Jwt.unsigned(json("\"room\":\"red\",\"exp\":1800000060"))
                                .split("\\.", -1)[1] + "." + parts[2],
                Jwt.signed("{\"alg\":\"HS512\"}", claims, "HmacSHA512", key),
                Jwt.signed("{\"alg\":\"HS384\"}", claims, "HmacSHA384", key),
                Jwt.signed("{\"alg\":\"hs256\"}", claims, "HmacSHA256", key),
                Jwt.signed("{\"alg\":\"none\"}", claims, "HmacSHA256", key),
                Jwt.signed("{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}", claims, "HmacSHA256", key),
                Jwt.signed("{}", claims, "HmacSHA256", key),
                Jwt.signed("[]", claims, "HmacSHA256", key),
                Jwt.signed("{\"alg\":\"HS256\"}", "[]", "HmacSHA256", key),
                Jwt.signed("{\"alg\":\"HS256\"}", "x".repeat(5000), "HmacSHA256", key),
                "",
                "..",
                "a.b.c",
                "\n");
    }

    @Test
    void publicKeysAcceptOnlyTheirOwnAlgorithm(@TempDir Path folder) throws Exception {
        KeyPair rsa = Jwt.keys("RSA", 2048);
        KeyPair ec = Jwt.keys("EC", 256);
        Path file = Files.writeString(folder.resolve("keys.pem"), Jwt.pem(rsa.getPublic()) + Jwt.pem(ec.getPublic()));
        Tokens publicly = tokens(publicKeys(file), NOW);
        String claims = json("\"room\":\"blue\",\"exp\":1900000000");
        byte[] pem = Jwt.pem(rsa.getPublic()).getBytes(UTF_8);

        assertThat(refusal(publicly, handshake(Jwt.signed(claims, rsa.getPrivate()))))
                .isNull();
        assertThat(refusal(publicly, handshake(Jwt.signed(claims, ec.getPrivate()))))
                .isNull();
        assertThat(Stream.of(
                        Jwt.signed(claims, Jwt.keys("RSA", 2048).getPrivate()),
                        Jwt.signed(claims, Jwt.keys("EC", 256).getPrivate()),
                        Jwt.signed("{\"alg\":\"HS256\"}", claims, "HmacSHA256", pem),
                        Jwt.signed(
                                "{\"alg\":\"HS256\"}",
                                claims,
                                "HmacSHA256",
                                rsa.getPublic().getEncoded()),
                        Jwt.hs256(claims, SECRET)))
                .map(forgery -> refusal(publicly, handshake(forgery)))
                .allSatisfy(refusal -> assertThat(refusal).isNotNull());
    }

    @Test
    void weakOrMissingKeysAbortTheStart(@TempDir Path folder) throws Exception {
        for (String content : new String[] {
            "",
            "nonsense",
            Jwt.pem(Jwt.keys("RSA", 1024).getPublic()),
            Jwt.pem(Jwt.keys("EC", 384).getPublic())
        }) {
            Path file = Files.writeString(folder.resolve("keys.pem"), content);
            assertThatIllegalStateException()
                    .isThrownBy(() -> tokens(publicKeys(file), NOW))
                    .withMessageContaining("muc.token-public-key");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> tokens(publicKeys(folder.resolve("none")), NOW))
                .withMessageContaining("muc.token-public-key");
    }

    @Test
    void theTokenMayBeSentAsASubprotocol() {
        String token = token("\"room\":\"blue\",\"exp\":1800000060");
        String offered = "access_token." + token;

        assertThat(status(offering(offered + ", muc"))).isEqualTo(101);
        assertThat(status(offering("muc", offered))).isEqualTo(101);
        assertThat(status(offering("muc,\t" + offered).header("Authorization", "Basic of-the-proxy")))
                .isEqualTo(101);
        assertThat(status(offering("muc"))).isEqualTo(401);
        assertThat(status(offering("muc, access_token.", "access_token"))).isEqualTo(401);
        assertThat(status(offering("muc, " + offered + ", " + offered))).isEqualTo(401);
        assertThat(status(offering("muc, " + offered).query("access_token=" + token)))
                .isEqualTo(401);
    }

    @Test
    void theTokenInTheQueryMayBeEscaped() {
        String token = token("\"room\":\"blue\",\"exp\":1800000060");

        assertThat(status(new FakeExchange("/app/muc/blue").query("a&access_token=" + token.replace(".", "%2E"))))
                .isEqualTo(101);
        assertThat(status(new FakeExchange("/app/muc/blue").query("access_token=%zz")))
                .isEqualTo(401);
        assertThat(status(new FakeExchange("/app/muc/blue").query("access_token")))
                .isEqualTo(401);
    }

    @Test
    void configuredAudienceAndIssuerAreChecked() {
        Tokens strict = tokens(claims(List.of("muc", "calls"), List.of("https://a", "https://b"), "room"), NOW);
        String from = "\"room\":\"blue\",\"exp\":1800000060,\"iss\":\"https://a\"";

        for (String good : List.of("\"muc\"", "\"calls\"", "[\"x\",\"muc\"]")) {
            assertThat(refusal(strict, handshake(token(from + ",\"aud\":" + good))))
                    .isNull();
        }
        for (String bad : List.of(
                from,
                from + ",\"aud\":\"MUC\"",
                from + ",\"aud\":[]",
                from + ",\"aud\":[\"x\"]",
                from + ",\"aud\":7",
                from.replace("https://a", "https://c") + ",\"aud\":\"muc\"",
                from.replace("https://a", "https://a/") + ",\"aud\":\"muc\"",
                from.replace("iss", "isr") + ",\"aud\":\"muc\"")) {
            assertThat(refusal(strict, handshake(token(bad)))).as(bad).isNotNull();
        }
        assertThat(refusal(strict, handshake(strict.issue("blue", "ada", Duration.ofMinutes(1)))))
                .isNull();
        assertThat(status(from + ",\"aud\":\"x\"")).isEqualTo(101);
    }

    @Test
    void theRoomMayBeInAnotherClaim() {
        Tokens other = tokens(claims(List.of(), List.of(), "desk"), NOW);

        assertThat(refusal(other, handshake(token("\"desk\":\"blue\",\"exp\":1800000060"))))
                .isNull();
        assertThat(refusal(other, handshake(token("\"desk\":\"red\",\"room\":\"blue\",\"exp\":1800000060"))))
                .isEqualTo(new Refusal(403, "The access token is for another room"));
        assertThat(refusal(other, handshake(token("\"room\":\"blue\",\"exp\":1800000060"))))
                .isNotNull();
        assertThat(refusal(other, handshake(other.issue("blue", "ada", Duration.ofMinutes(1)))))
                .isNull();
    }

    @Test
    void withoutAConfiguredRoomClaimTokensAreValidForAllRooms() {
        Tokens identities = tokens(claims(List.of(), List.of(), ""), NOW);
        Handshake handshake = handshake(token("\"room\":\"red\",\"exp\":1800000060"));

        assertThat(refusal(identities, handshake)).isNull();
        assertThat(Objects.requireNonNull(handshake.principal()).getName()).isEqualTo("ada");
        assertThat(refusal(identities, handshake(identities.issue("x", "ada", Duration.ofMinutes(1)))))
                .isNull();
    }

    @Test
    void allSecretsVerifyAndTheFirstOneSigns() {
        String second = SECRET + "2";
        TokenRules both = new TokenRules(
                new TokenRules.Keys(List.of(SECRET, second), "", List.of(), ""), TokenRules.Claims.DEFAULT);
        String claims = json("\"room\":\"blue\",\"exp\":1800000060");

        assertThat(refusal(tokens(both, NOW), handshake(Jwt.hs256(claims, SECRET))))
                .isNull();
        assertThat(refusal(tokens(both, NOW), handshake(Jwt.hs256(claims, second))))
                .isNull();
        assertThat(refusal(tokens(both, NOW), handshake(Jwt.hs256(claims, SECRET + "3"))))
                .isNotNull();
        String issued = tokens(both, NOW).issue("blue", "ada", Duration.ofMinutes(1));
        assertThat(refusal(tokens, handshake(issued))).isNull();
    }

    @Test
    void issuedTokensAreAcceptedAndMinimal() {
        String token = tokens.issue("blue", "ada", Duration.ofSeconds(60), Set.of());
        Handshake handshake = handshake(token);

        assertThat(refusal(tokens, handshake)).isNull();
        assertThat(handshake.permissions()).isEmpty();
        assertThat(handshake.expiry()).isEqualTo(NOW.plusSeconds(90));
        assertThat(Jwt.claims(token))
                .contains("\"sub\":\"ada\"", "\"room\":\"blue\"", "\"permissions\":[]", "\"exp\":1800000060")
                .hasSizeLessThan(120);
        Handshake sender = handshake(tokens.issue("blue", "ada", Duration.ofSeconds(60)));
        assertThat(refusal(tokens, sender)).isNull();
        assertThat(sender.permissions()).containsExactlyInAnyOrder(Permission.values());
    }

    @Test
    void unacceptableTokensAreNotIssued() {
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue("", "ada", Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue("blue", "", Duration.ofMinutes(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue("blue", "ada", Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue("blue", "ada", Duration.ofHours(13)));
    }

    @Test
    void withoutASecretTokensAreNeitherRequiredNorIssued() {
        Tokens none = tokens(TokenRules.NONE, NOW);

        assertThat(none.check()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> none.issue("blue", "ada", Duration.ofMinutes(1)))
                .withMessageContaining("muc.token-secret");
    }

    private int status(String claims) {
        return status(claims, NOW);
    }

    private static int status(String claims, Instant now) {
        Refusal refusal = refusal(tokens(RULES, now), handshake(token(claims)));
        return refusal == null ? 101 : refusal.status();
    }

    private int status(FakeExchange exchange) {
        Refusal refusal = refusal(tokens, exchange.handshake());
        return refusal == null ? 101 : refusal.status();
    }

    private static @Nullable Refusal refusal(Tokens tokens, Handshake handshake) {
        return tokens.check().orElseThrow().refusal(handshake);
    }

    private static Tokens tokens(TokenRules rules, Instant now) {
        return Tokens.of(rules, () -> now);
    }

    private static FakeExchange offering(String... subprotocols) {
        return new FakeExchange("/app/muc/blue").header("Sec-WebSocket-Protocol", subprotocols);
    }

    private static TokenRules claims(List<String> audiences, List<String> issuers, String room) {
        return new TokenRules(
                RULES.keys(),
                new TokenRules.Claims(audiences, issuers, room, Duration.ofHours(12), Duration.ofSeconds(30)));
    }

    private static TokenRules publicKeys(Path file) {
        return new TokenRules(
                new TokenRules.Keys(List.of(), "", List.of(file.toString()), ""),
                new TokenRules.Claims(List.of(), List.of(), "room", Duration.ZERO, Duration.ZERO));
    }

    private static Handshake handshake(String token) {
        return new FakeExchange("/app/muc/blue").query("access_token=" + token).handshake();
    }

    private static String token(String claims) {
        return Jwt.hs256(json(claims), SECRET);
    }

    private static String json(String claims) {
        return "{\"sub\":\"ada\"," + claims + "}";
    }
}
