package rtc.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.access.Doorkeeper;
import rtc.muc.internal.token.Jwt;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Who is admitted where room tokens are required, some origins are allowed, and the application has a policy. */
@ExtendWith(ArquillianExtension.class)
@Timeout(60)
final class TokensIT {

    private static final Answers ANSWERS = new Answers("Tokens, origins and a policy");
    private static final String SECRET = "a secret of the tests, long enough for HS256";
    private static final String TURN_SECRET = "a secret that is shared with coturn";
    private static final String SETTINGS = """
            muc.token-secret = %s
            muc.token-clock-skew = 0
            muc.token-max-lifetime = 10min
            muc.allowed-origins = https://app.example.org, http://localhost:3000
            muc.ice-servers = [{"urls":"stun:stun.example.org"}]
            muc.turn-secret = %s
            muc.turn-urls = turn:turn.example.org
            """.formatted(SECRET, TURN_SECRET);

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war()
                .addPackage(Doorkeeper.class.getPackage())
                .addAsResource(new StringAsset(SETTINGS), "META-INF/microprofile-config.properties");
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    @Test
    void aTokenForTheRoomIsAccepted() throws Exception {
        String token = token("blue", 60);

        answers("a token for the room", 101, room("blue", token));
        answers("a token in the header Authorization", 101, room("blue").header("Authorization", "Bearer " + token));
        answers("a token for the room café, escaped", 101, room("caf%C3%A9", token("café", 60)));
        answers("a token that the application made", 101, room("blue", Deployed.page("token?room=blue")));
    }

    @Test
    void otherTokensAreRefused() throws Exception {
        String token = token("blue", 60);
        String[] parts = token.split("\\.", -1);
        String claims = Jwt.claims(token);

        answers("no token", 401, room("blue"));
        answers("an empty token", 401, room("blue", ""));
        answers("the token twice", 401, room("blue", token + "&access_token=" + token));
        answers("a token that is no token", 401, room("blue", "nonsense"));
        answers("a token that has expired", 401, room("blue", token("blue", -1)));
        answers("a token that lasts too long", 401, room("blue", token("blue", 900)));
        answers("a token without an end", 401, room("blue", signed(json("{'sub':'ada','room':'blue'}"))));
        answers("a token with another signature", 401, room("blue", Jwt.hs256(claims, SECRET + "!")));
        answers("a token without its signature", 401, room("blue", parts[0] + "." + parts[1] + "."));
        answers("a token of the algorithm none", 401, room("blue", Jwt.unsigned(claims)));
        answers(
                "a token of the algorithm HS512",
                401,
                room("blue", Jwt.signed(json("{'alg':'HS512'}"), claims, "HmacSHA512", SECRET.getBytes(UTF_8))));
        answers("a token for another room", 403, room("red", token));
        answers("a token for a name in other letters", 403, room("Blue", token));
    }

    @Test
    void aRefusalNamesTheRequiredAuthentication() throws Exception {
        assertThat(room("blue").answer()).contains("WWW-Authenticate: Bearer");
    }

    @Test
    void onlyListedOriginsMayConnect() throws Exception {
        String token = token("blue", 60);

        answers("an origin that is listed", 101, room("blue", token).header("Origin", "https://app.example.org"));
        answers("another that is, with its port", 101, room("blue", token).header("Origin", "http://localhost:3000"));
        answers("it, with another scheme", 403, room("blue", token).header("Origin", "http://app.example.org"));
        answers(
                "our own, which is not",
                403,
                room("blue", token).header("Origin", "http://" + Deployed.ws().getAuthority()));
        answers("the origin null", 403, room("blue", token).header("Origin", "null"));
    }

    @Test
    void theApplicationsPolicyDecidesAfterTheToken() throws Exception {
        answers("the policy says 403", 403, room("closed", token("closed", 60)));
        answers("the policy says 404", 404, room("hidden", token("hidden", 60)));
        answers("the policy says 503", 503, room("later", token("later", 60)));
        answers("the policy throws", 500, room("broken", token("broken", 60)));
        answers("the policy knows the token's subject", 101, room("of%20ada", token("of ada", 60)));
        answers("nobody is in a role", 403, room("of%20admins", token("of admins", 60)));
        answers("the policy misses a ticket", 402, room("by%20ticket", token("by ticket", 60)));
        answers("the policy finds a ticket", 101, room("by%20ticket", token("by ticket", 60) + "&ticket=7%268"));
        answers("the policy is not asked without a token", 401, room("closed"));
    }

    @Test
    void theConnectionIsClosedWhenItsTokenExpires() throws Exception {
        try (RawWebSocket socket = room("blue", token("blue", 3)).open()) {
            socket.join();

            assertThat(ANSWERS.note("the token's end, later", socket.awaitClose()))
                    .isEqualTo(4401);
        }
    }

    @Test
    void aTokenSentAsASubprotocolIsNotEchoed() throws Exception {
        String offered = "access_token." + token("blue", 60);

        answers("a token as a subprotocol", 101, offering("blue", "muc, " + offered));
        assertThat(selected(offering("blue", "muc, " + offered))).containsExactly("muc");
        assertThat(selected(offering("blue", offered + ",muc"))).containsExactly("muc");
        assertThat(selected(offering("blue", offered))).isEmpty();
        assertThat(selected(room("blue", token("blue", 60)).header("Sec-WebSocket-Protocol", "chat, muc")))
                .containsExactly("muc");
        assertThat(selected(room("blue", token("blue", 60)).header("Sec-WebSocket-Protocol", "chat")))
                .isEmpty();
        assertThat(selected(room("blue", token("blue", 60)))).isEmpty();
        assertThat(offering("blue", "muc, " + offered).answer()).noneMatch(line -> line.contains("access_token"));
        answers("for another room", 403, offering("red", "muc, " + offered));
        answers("and in the query too", 401, room("blue", token("blue", 60)).header("Sec-WebSocket-Protocol", offered));
    }

    @Test
    void aRenewedTokenExtendsTheConnection() throws Exception {
        try (RawWebSocket socket = room("blue", token("blue", 3)).open()) {
            socket.send(json("{'type':'join','renew':true}"));
            assertThat(socket.text()).endsWith(",\"renew\":true}");
            socket.send(json("{'type':'renew','token':'" + token("red", 60) + "'}"));
            assertThat(ANSWERS.note("a renewal by a token for another room", socket.text()))
                    .contains("\"code\":\"forbidden\"");
            long end = Instant.now().plusSeconds(7).getEpochSecond();
            socket.send(json("{'type':'renew','token':'"
                    + signed("{\"sub\":\"ada\",\"room\":\"blue\",\"exp\":" + end + "}") + "'}"));
            assertThat(socket.text()).isEqualTo(json("{'type':'renewed','until':" + end + "}"));

            assertThat(socket.awaitClose()).isEqualTo(4401);
            assertThat(Instant.now().getEpochSecond()).isGreaterThanOrEqualTo(end);
        }
    }

    @Test
    void turnCredentialsExpireWithTheToken() throws Exception {
        long end = Instant.now().plusSeconds(60).getEpochSecond();
        String token = signed(json("{'sub':'ada','room':'blue','exp':" + end + "}"));
        try (RawWebSocket socket = room("blue", token).open()) {
            socket.send(json("{'type':'join','ice':true}"));
            assertThat(socket.text())
                    .contains(",\"iceServers\":[{\"urls\":\"stun:stun.example.org\"},"
                            + "{\"urls\":[\"turn:turn.example.org\"],\"username\":\"" + end + ":");
        }
        assertThat(Deployed.page("muc-ice-servers.json?room=blue&access_token=" + token))
                .startsWith(json("[{'urls':'stun:stun.example.org'},{'urls':['turn:turn.example.org'],'username':'"
                        + end + ":"));
    }

    @Test
    void iceServersAreServedToAdmittedClientsOnly() throws Exception {
        String token = "&access_token=" + token("blue", 60);

        assertThat(iceServers("")).isEqualTo(400);
        assertThat(iceServers("?room=blue")).isEqualTo(401);
        assertThat(iceServers("?room=blue&access_token=nonsense")).isEqualTo(401);
        assertThat(iceServers("?room=red" + token)).isEqualTo(403);
        assertThat(iceServers("?room=closed&access_token=" + token("closed", 60)))
                .isEqualTo(403);
        assertThat(iceServers("?room=" + token)).isEqualTo(400);
        assertThat(iceServers("?room=blue" + token)).isEqualTo(200);
    }

    @Test
    void anEventFromAnObserverIsRefused() throws Exception {
        try (RawWebSocket socket = room("gallery", token("gallery", 60)).open()) {
            String id = socket.join();
            socket.send(json("{'type':'to','peer':'" + id + "','event':'offer'}"));

            assertThat(ANSWERS.note("an event from an observer", socket.text()))
                    .startsWith(json("{'type':'error','msg':'Not permitted to send','code':'forbidden','peer'"));
        }
    }

    @Test
    void tokensAndSecretsAreNotLogged() throws Exception {
        String good = token("blue", 60);
        String bad = Jwt.hs256(Jwt.claims(good), SECRET + "!");
        for (String token : new String[] {good, bad}) {
            room("blue", token).status();
            room("broken", token).status();
            room("%00", token).status();
            offering("blue", "muc, access_token." + token).status();
            iceServers("?room=blue&access_token=" + token);
            try (RawWebSocket socket = room("blue", good).open()) {
                socket.send(json("{'type':'join','ice':true,'renew':true}"));
                socket.text();
                socket.send(json("{'type':'renew','token':'" + token + "'}"));
                socket.text();
            }
        }

        assertThat(Deployed.log())
                .doesNotContain(signature(good), signature(bad), SECRET, TURN_SECRET)
                .doesNotContain("access_token");
    }

    private static void answers(String asked, int status, Handshake handshake) throws Exception {
        assertThat(ANSWERS.note(asked, handshake.status())).as(asked).isEqualTo(status);
    }

    private static Handshake offering(String room, String subprotocols) {
        return room(room).header("Sec-WebSocket-Protocol", subprotocols);
    }

    /** The subprotocols that the server selects. */
    private static List<String> selected(Handshake handshake) throws Exception {
        List<String> answer = handshake.answer();
        assertThat(answer.get(0)).contains(" 101 ");
        return answer.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-protocol:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }

    private static int iceServers(String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(Deployed.http().resolve("muc-ice-servers.json" + query))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static Handshake room(String name) {
        return Handshake.with(Deployed.ws(), "/muc/" + name);
    }

    private static Handshake room(String name, String token) {
        return room(name + "?access_token=" + token);
    }

    /** A token of Ada's. */
    private static String token(String room, int seconds) {
        return signed(json("{'sub':'ada','room':'%s','exp':%d}")
                .formatted(room, Instant.now().plusSeconds(seconds).getEpochSecond()));
    }

    private static String signed(String claims) {
        return Jwt.hs256(claims, SECRET);
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }
}
