package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.room.PeerIdentity;

final class HandshakeGuardTest {

    private static final String KEY = "Sec-WebSocket-Key";
    private static final String ALLOWED = "https://app.example.org";

    private final AtomicLong nanos = new AtomicLong();
    private final Admissions admissions = new Admissions(nanos::get);
    private final AtomicInteger held = new AtomicInteger();
    private final List<HttpServletRequest> upgraded = new ArrayList<>();
    private final List<String> adapted = new ArrayList<>();

    @Test
    void otherPathsPassUnchanged() throws Exception {
        FakeExchange page = new FakeExchange("/app/index.html");
        lead(page, 200, handshake -> new Refusal(403, "Forbidden"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(upgraded).isEmpty();
    }

    @Test
    void onlyHandshakesThatPassAreAdaptedToTheServer() throws Exception {
        HandshakeCheck onlyDesk =
                handshake -> handshake.room().value().equals("desk") ? null : new Refusal(403, "Forbidden");

        lead(new FakeExchange("/app/muc/staff"), 101, onlyDesk);
        lead(new FakeExchange("/app/muc/desk"), 101, onlyDesk);

        assertThat(adapted).containsExactly("desk");
    }

    @Test
    void endpointsOfTheApplicationAreGuardedToo() throws Exception {
        lead(new FakeExchange("/app/own/rooms/caf%C3%A9"), 101, handshake -> null);
        assertThat(admission().room().value()).isEqualTo("café");
        lead(new FakeExchange("/app/own/roo%6Ds/blue/"), 101, handshake -> null);
        assertThat(admission().room().value()).isEqualTo("blue");
        assertThat(answer("/app/own/rooms/a", handshake -> new Refusal(403, handshake.path())))
                .isEqualTo("403 /own/rooms");
        assertThat(answer("/app/own;x=y/rooms/a", handshake -> new Refusal(403, handshake.path())))
                .isEqualTo("403 /own/rooms");

        assertThat(answer("/app/own/rooms/of/staff/a", handshake -> new Refusal(403, handshake.path())))
                .as("the longer one of two")
                .isEqualTo("403 /own/rooms/of/staff");

        assertThat(answer("/app/own/roomsandmore/a", handshake -> new Refusal(403, "Forbidden")))
                .isEqualTo("101 ");
        assertThat(answer("/app/own/rooms", handshake -> new Refusal(403, "Forbidden")))
                .isEqualTo("101 ");
    }

    @Test
    void theFirstRefusalIsSentAndResourcesAreReleased() throws Exception {
        FakeExchange exchange = new FakeExchange("/app/muc/a");
        lead(
                exchange,
                101,
                this::take,
                handshake -> new Refusal(429, "Too Many Requests", Duration.ofSeconds(7)),
                handshake -> new Refusal(403, "Forbidden"));

        assertThat(exchange.status()).isEqualTo(429);
        assertThat(exchange.phrase()).isEqualTo("Too Many Requests");
        assertThat(exchange.answered()).isEqualTo(Map.of("Retry-After", "7"));
        assertThat(upgraded).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void refusedHandshakesAreCountedByTheirStatusAndQuestionsAreNot() throws Exception {
        Deque<Integer> statuses = new ArrayDeque<>(List.of(401, 403, 403, 429, 503, 503, 503, 400, 404));
        HandshakeGuard guard = guard(handshake -> {
            Integer status = statuses.poll();
            return status == null ? null : new Refusal(status, "Refused");
        });
        while (!statuses.isEmpty()) {
            FakeExchange refused = new FakeExchange("/app/muc/a");
            guard.filter(refused.request(), refused.response(), (request, response) -> {});
        }
        FakeExchange admitted = new FakeExchange("/app/muc/a");
        guard.filter(admitted.request(), admitted.response(), (request, response) -> admitted.status(101));
        statuses.addAll(List.of(403, 403));
        FakeExchange plain = new FakeExchange("/app/muc/a").header("Upgrade");
        guard.filter(plain.request(), plain.response(), (request, response) -> {});
        assertThat(guard.admitsUntil(plain.request(), plain.response(), Optional.of("a")))
                .isEmpty();

        assertThat(guard.counts().refusedByAccess()).isEqualTo(3);
        assertThat(guard.counts().refusedByLimits()).isEqualTo(4);
        assertThat(guard.counts().invalid()).isEqualTo(2);
    }

    @Test
    void aQuestionIsAnsweredLikeAHandshakeAndKeepsNoResources() throws Exception {
        FakeExchange asking = new FakeExchange("/app/ice.json").header("Upgrade");
        HandshakeCheck expecting = handshake -> {
            assertThat(handshake.room().value()).isEqualTo("a b/ü");
            handshake.expireAt(Instant.ofEpochSecond(7));
            return new UpgradeCheck(new LimitedLogs(() -> 0)).refusal(handshake);
        };

        assertThat(guard(this::take, expecting).admitsUntil(asking.request(), asking.response(), Optional.of("a b/ü")))
                .contains(Instant.ofEpochSecond(7));
        assertThat(asking.answered()).isEmpty();
        assertThat(held).hasValue(0);

        HandshakeGuard refusing = guard(this::take, handshake -> new Refusal(403, "Forbidden"));
        assertThat(refusing.admitsUntil(asking.request(), asking.response(), Optional.of("a")))
                .isEmpty();
        assertThat(asking.status()).isEqualTo(403);
        assertThat(held).hasValue(0);
    }

    @Test
    void aQuestionWithoutARoomIsAnsweredUnlessACheckDependsOnTheRoom() throws Exception {
        FakeExchange asking = new FakeExchange("/app/ice.json");
        assertThat(guard(new RoomNameCheck()).admitsUntil(asking.request(), asking.response(), Optional.empty()))
                .contains(Instant.MAX);

        HandshakeCheck looking = new HandshakeCheck() {
            @Override
            public @Nullable Refusal refusal(Handshake handshake) {
                return null;
            }

            @Override
            public boolean dependsOnRoom() {
                return true;
            }
        };
        assertThat(guard(looking).admitsUntil(asking.request(), asking.response(), Optional.empty()))
                .isEmpty();
        assertThat(asking.status()).isEqualTo(400);
    }

    @Test
    void aSameOriginPageMayOmitARequiredOriginForOtherResources() throws Exception {
        OriginRules rules = OriginRules.of(List.of("own"), List.of(), true);
        HandshakeGuard required = guard(
                new OriginCheck(rules, TrustedProxies.NONE, new LimitedLogs(() -> 0)),
                new UpgradeCheck(new LimitedLogs(() -> 0)));

        for (String header : List.of("Upgrade", "X-Upgrade")) {
            FakeExchange ofOurPage = new FakeExchange("/app/ice.json")
                    .header(header)
                    .header("Host", "example.org")
                    .header("Sec-Fetch-Site", "same-origin");
            assertThat(required.admitsUntil(ofOurPage.request(), ofOurPage.response(), Optional.of("a")))
                    .contains(Instant.MAX);
        }
        for (String site : List.of("cross-site", "same-site", "none", "")) {
            FakeExchange other = new FakeExchange("/app/ice.json")
                    .header("Upgrade")
                    .header("Host", "example.org")
                    .header("Sec-Fetch-Site", site);
            assertThat(required.admitsUntil(other.request(), other.response(), Optional.of("a")))
                    .isEmpty();
            assertThat(other.status()).isEqualTo(403);
        }
    }

    @Test
    void aCheckThatThrowsReleasesResources() {
        assertThatIllegalStateException()
                .isThrownBy(() -> lead(new FakeExchange("/app/muc/a"), 101, this::take, handshake -> {
                    throw new IllegalStateException("A bug, for the test");
                }));

        assertThat(upgraded).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void theTicketCarriesTheResultsOfTheChecks() throws Exception {
        Instant soon = Instant.EPOCH.plusSeconds(5);
        FakeRawConnection connection = new FakeRawConnection();
        lead(new FakeExchange("/app/%6Duc/b%C3%A4r/").principal(() -> "ada"), 101, handshake -> {
            handshake.client(new ClientAddress(IpAddress.of("198.51.100.7").orElseThrow(), false));
            handshake.expireAt(soon);
            handshake.expireAt(soon.plusSeconds(1));
            handshake.connection(connection);
            return null;
        });

        Admission admission = admission();
        assertThat(admission.room().value()).isEqualTo("bär");
        assertThat(admission.address()).isEqualTo("198.51.100.7");
        assertThat(admission.identity())
                .isEqualTo(new PeerIdentity(Optional.of("ada"), "198.51.100.7", IpAddress.of("198.51.100.7")));
        assertThat(admission.expiry()).isEqualTo(soon);
        assertThat(admission.principal()).map(Principal::getName).contains("ada");
        assertThat(admission.isConnected()).isTrue();
        assertThat(admission.cut()).isTrue();
        assertThat(admission.isConnected()).isFalse();
    }

    @Test
    void anAdmissionHasDefaults() throws Exception {
        lead(new FakeExchange("/app/muc/a"), 101);

        Admission admission = admission();
        assertThat(admission.address()).isEqualTo("192.0.2.1");
        assertThat(admission.expiry()).isEqualTo(Instant.MAX);
        assertThat(admission.principal()).isEmpty();
        assertThat(admission.cut()).isFalse();
    }

    @Test
    void limitsPerAddressCountIpv6NetworksAndExemptLoopback() throws Exception {
        lead(new FakeExchange("/app/muc/a"), 101, handshake -> {
            handshake.client(new ClientAddress(IpAddress.of("2001:db8::1:2:3").orElseThrow(), false));
            return null;
        });
        assertThat(admission().identity().site()).isEqualTo(IpAddress.of("2001:db8::"));

        lead(new FakeExchange("/app/muc/a").principal(() -> ""), 101, handshake -> {
            handshake.client(new ClientAddress(IpAddress.of("127.0.0.1").orElseThrow(), true));
            return null;
        });

        assertThat(admission().identity()).isEqualTo(new PeerIdentity(Optional.empty(), "127.0.0.1", Optional.empty()));
    }

    @Test
    void aFailedUpgradeReleasesResources() throws Exception {
        lead(new FakeExchange("/app/muc/a"), 404, this::take);

        assertThat(upgraded).hasSize(1);
        assertThat(held).hasValue(0);
    }

    @Test
    void anUpgradeThatThrowsReleasesResources() {
        FakeExchange exchange = new FakeExchange("/app/muc/a").status(101);
        assertThatIllegalStateException()
                .isThrownBy(() -> lead(
                        exchange,
                        (request, response) -> {
                            throw new IllegalStateException("A bug, for the test");
                        },
                        this::take));

        assertThat(held).hasValue(0);
    }

    @Test
    void anHttpSessionThatFailsReleasesResources() {
        FakeExchange exchange = new FakeExchange("/app/muc/a").status(101);
        HttpServletRequest failing = new HttpServletRequestWrapper(exchange.request()) {
            @Override
            public HttpSession getSession(boolean create) {
                throw new IllegalStateException("Invalidated meanwhile");
            }
        };

        assertThatIllegalStateException().isThrownBy(() -> guard(this::take)
                .filter(failing, exchange.response(), (request, response) -> upgraded.add(failing)));

        assertThat(upgraded).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void aConnectionReleasesResourcesOnceAtItsEnd() throws Exception {
        lead(new FakeExchange("/app/muc/a"), 101, this::take);
        Admission admission = admission();
        passes(Admissions.PATIENCE.multipliedBy(2));
        assertThat(held).hasValue(1);

        admission.end();
        admission.end();
        assertThat(held).hasValue(0);
    }

    @Test
    void anUnclaimedConnectionReleasesResourcesAfterATimeout() throws Exception {
        lead(new FakeExchange("/app/muc/a"), 101, this::take);
        passes(Admissions.PATIENCE.minusNanos(1));
        assertThat(held).hasValue(1);

        passes(Duration.ofNanos(1));
        assertThat(held).hasValue(0);
        assertThat(admissions.take(ticket())).isEmpty();
    }

    @Test
    void aTicketIsValidOnceAndIgnoredIfSuppliedByTheClient() throws Exception {
        lead(new FakeExchange("/app/muc/a").query("muc.admission=guessed"), 101);

        assertThat(ticket()).hasSize(22).isNotEqualTo("guessed");
        assertThat(admissions.take(ticket())).isPresent();
        assertThat(admissions.take(ticket())).isEmpty();
        assertThat(admissions.take("guessed")).isEmpty();
    }

    @Test
    void theUserOfTheApplicationIsKept() throws Exception {
        lead(new FakeExchange("/app/muc/a").principal(() -> "ada"), 101, handshake -> {
            handshake.principal(() -> "grace");
            return null;
        });

        assertThat(upgraded.get(0).getUserPrincipal().getName()).isEqualTo("ada");
        assertThat(admission().principal()).map(Principal::getName).contains("grace");
    }

    @Test
    void checksBehindTheApplicationSeeTheUserSetByItsFilters() throws Exception {
        HandshakeGuard guard =
                guard(handshake -> handshake.principal() == null ? new Refusal(401, "Unauthorized") : null);
        guard.checkBehindTheApplication();
        FakeExchange exchange = new FakeExchange("/app/muc/a").header(KEY, "a key");
        List<@Nullable String> keys = new ArrayList<>();
        guard.filter(exchange.request(), exchange.response(), (request, response) -> {
            keys.add(((HttpServletRequest) request).getHeader(KEY));
            guard.filter(signedIn(request), exchange.response(), (admitted, ignored) -> {
                keys.add(((HttpServletRequest) admitted).getHeader(KEY));
                upgraded.add((HttpServletRequest) admitted);
                exchange.status(101);
            });
        });

        assertThat(keys).containsExactly(null, "a key");
        assertThat(admission().principal()).map(Principal::getName).contains("ada");
    }

    @Test
    void beforeTheApplicationOnlyEarlyChecksRun() throws Exception {
        HandshakeCheck first = new HandshakeCheck() {
            @Override
            public @Nullable Refusal refusal(Handshake handshake) {
                return handshake.segment().equals("bad") ? new Refusal(400, "Bad") : null;
            }

            @Override
            public boolean comesFirst() {
                return true;
            }
        };
        HandshakeGuard guard = guard(handshake -> new Refusal(403, "Forbidden"), first);
        guard.checkBehindTheApplication();
        List<String> seen = new ArrayList<>();
        for (String room : List.of("bad", "good")) {
            FakeExchange exchange = new FakeExchange("/app/muc/" + room);
            guard.filter(exchange.request(), exchange.response(), (request, response) -> seen.add(room));
            seen.add(room + " " + exchange.status());
        }

        assertThat(seen).containsExactly("bad 400", "good", "good 200");
    }

    @Test
    void bodiesAreRefusedBeforeTheApplicationToo() throws Exception {
        HandshakeGuard guard = guard(new BodyCheck());
        guard.checkBehindTheApplication();
        FakeExchange exchange = new FakeExchange("/app/muc/a").header("Content-Length", "60000");
        guard.filter(exchange.request(), exchange.response(), (request, response) -> {
            throw new AssertionError("The application's filters must not see it");
        });

        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.answered()).containsEntry("Connection", "close");
    }

    @Test
    void anUnclaimedConnectionIsCutAfterATimeout() throws Exception {
        FakeRawConnection connection = new FakeRawConnection();
        lead(new FakeExchange("/app/muc/a"), 101, connectedBy(connection));
        passes(Admissions.PATIENCE.minusNanos(1));
        assertThat(connection.isOpen()).isTrue();

        passes(Duration.ofNanos(1));
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatIsResetEarlyIsReleasedAtTheNextSweep() throws Exception {
        FakeRawConnection connection = new FakeRawConnection();
        lead(new FakeExchange("/app/muc/a"), 101, this::take, connectedBy(connection));
        passes(Duration.ofSeconds(1));
        assertThat(held).hasValue(1);

        connection.cut();
        passes(Duration.ofSeconds(1));
        assertThat(held).hasValue(0);
    }

    @Test
    void stoppingTheApplicationCutsUnclaimedConnections() throws Exception {
        FakeRawConnection opened = new FakeRawConnection();
        FakeRawConnection waiting = new FakeRawConnection();
        lead(new FakeExchange("/app/muc/a"), 101, this::take, connectedBy(opened));
        var unused = admission();
        lead(new FakeExchange("/app/muc/a"), 101, this::take, connectedBy(waiting));

        admissions.close();
        assertThat(waiting.isOpen()).isFalse();
        assertThat(opened.isOpen()).isTrue();
        assertThat(held).hasValue(1);
    }

    @Test
    void aHandshakeOfAStoppingApplicationIsRefusedWith503AndHoldsNothing() throws Exception {
        admissions.close();
        assertThat(answer("/app/muc/a", this::take)).isEqualTo("503 The application stops");
        assertThat(upgraded).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void aQuestionToAStoppingApplicationIsAnsweredLikeAHandshake() throws Exception {
        admissions.close();
        FakeExchange question = new FakeExchange("/app/muc/a").header("Upgrade");
        lead(question, 200);
        assertThat(question.status()).isEqualTo(503);
    }

    @Test
    void aHandshakeThatIsBeingCheckedWhenTheApplicationStopsIsRefusedToo() throws Exception {
        FakeExchange exchange = new FakeExchange("/app/muc/a");
        lead(exchange, 101, this::take, slow -> {
            admissions.close();
            return null;
        });
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(upgraded).isEmpty();
        assertThat(held).hasValue(0);
    }

    @Test
    void invalidRoomNamesAreRefusedWithTheReason() throws Exception {
        assertThat(answer("/app/muc/a/b", new RoomNameCheck())).isEqualTo("404 Not Found");
        assertThat(answer("/app/muc/", new RoomNameCheck())).isEqualTo("400 The room name is empty");
        assertThat(answer("/app/muc/%00", new RoomNameCheck()))
                .isEqualTo("400 The room name has a control, format or broken character");
        assertThat(answer("/app/muc/a", new RoomNameCheck())).isEqualTo("101 ");
    }

    @Test
    void plainRequestsAreAnsweredWith426() throws Exception {
        FakeExchange page = new FakeExchange("/app/muc/a").header("Upgrade", "h2c");
        lead(page, 101, new UpgradeCheck(new LimitedLogs(() -> 0)));

        assertThat(page.status()).isEqualTo(426);
        assertThat(page.answered()).isEqualTo(Map.of("Upgrade", "websocket", "Vary", "Origin"));
    }

    @Test
    void pagesOfAllowedOriginsMayReadAnswersToQuestionsOnly() throws Exception {
        HandshakeCheck check = handshake -> new Refusal(429, "Too Many Requests", Duration.ofSeconds(7));
        FakeExchange question = new FakeExchange("/app/muc/a").header("Upgrade").header("Origin", ALLOWED);
        lead(question, 101, check);
        FakeExchange stranger =
                new FakeExchange("/app/muc/a").header("Upgrade").header("Origin", "https://evil.example");
        lead(stranger, 101, check);
        FakeExchange handshake = new FakeExchange("/app/muc/a").header("Origin", ALLOWED);
        lead(handshake, 101, check);

        assertThat(question.answered())
                .isEqualTo(Map.of(
                        "Access-Control-Allow-Origin", ALLOWED,
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Expose-Headers", "Retry-After",
                        "Vary", "Origin",
                        "Retry-After", "7"));
        assertThat(stranger.answered()).isEqualTo(Map.of("Vary", "Origin", "Retry-After", "7"));
        assertThat(handshake.answered()).isEqualTo(Map.of("Retry-After", "7"));
    }

    @Test
    void pagesOfAllowedOriginsMayReadARefusalOfAnyCheck() throws Exception {
        FakeExchange badName =
                new FakeExchange("/app/muc/%00").header("Upgrade").header("Origin", ALLOWED);
        lead(badName, 101, new RoomNameCheck());

        assertThat(badName.status()).isEqualTo(400);
        assertThat(badName.answered()).containsEntry("Access-Control-Allow-Origin", ALLOWED);
    }

    @Test
    void pagesOfAllowedOriginsMayReadRefusalsOfApplicationFilters() throws Exception {
        HandshakeGuard guard = guard();
        guard.checkBehindTheApplication();
        FakeExchange question = new FakeExchange("/app/muc/a").header("Upgrade").header("Origin", ALLOWED);
        guard.filter(question.request(), question.response(), (request, response) -> question.status(401));

        assertThat(question.status()).isEqualTo(401);
        assertThat(question.answered()).containsEntry("Access-Control-Allow-Origin", ALLOWED);
    }

    @Test
    void aPreflightIsAnsweredBeforeAllChecksAndFilters() throws Exception {
        HandshakeGuard guard = guard(handshake -> new Refusal(401, "Unauthorized"));
        guard.checkBehindTheApplication();
        FakeExchange allowed = preflight(ALLOWED);
        FakeExchange stranger = preflight("https://evil.example");
        for (FakeExchange exchange : List.of(allowed, stranger)) {
            guard.filter(exchange.request(), exchange.response(), (request, response) -> {
                throw new AssertionError("The application's filters have no credentials to look at");
            });
        }

        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.answered())
                .containsEntry("Access-Control-Allow-Origin", ALLOWED)
                .containsEntry("Access-Control-Allow-Methods", "GET")
                .containsEntry("Access-Control-Allow-Headers", "Authorization")
                .containsEntry("Access-Control-Max-Age", "600")
                .containsEntry("Vary", "Origin");
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.answered()).isEqualTo(Map.of("Vary", "Origin"));
    }

    @Test
    void aPreflightWithABodyIsRefused() throws Exception {
        for (String header : List.of("Content-Length: 5", "Transfer-Encoding: chunked", "Expect: 100-continue")) {
            String[] parts = header.split(": ", 2);
            FakeExchange exchange = preflight(ALLOWED).header(parts[0], parts[1]);
            lead(exchange, 101, new BodyCheck());
            assertThat(exchange.status()).as(header).isEqualTo(400);
        }
    }

    @Test
    void otherOptionsRequestsAreNotAnsweredAsPreflights() throws Exception {
        FakeExchange options = new FakeExchange("/app/muc/a").method("OPTIONS").header("Origin", ALLOWED);
        lead(options, 101, handshake -> new Refusal(401, "Unauthorized"));
        assertThat(options.status()).isEqualTo(401);

        FakeExchange elsewhere = preflight(ALLOWED, "/app/index.html");
        lead(elsewhere, 200);
        assertThat(elsewhere.answered()).isEmpty();
    }

    private static FakeExchange preflight(String origin) {
        return preflight(origin, "/app/muc/a");
    }

    private static FakeExchange preflight(String origin, String uri) {
        return new FakeExchange(uri)
                .method("OPTIONS")
                .header("Upgrade")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization");
    }

    private String answer(String uri, HandshakeCheck check) throws Exception {
        FakeExchange exchange = new FakeExchange(uri);
        lead(exchange, 101, check);
        return exchange.status() + " " + exchange.phrase();
    }

    private @Nullable Refusal take(Handshake handshake) {
        held.incrementAndGet();
        handshake.onRelease(held::decrementAndGet);
        return null;
    }

    private static HandshakeCheck connectedBy(RawConnection connection) {
        return handshake -> {
            handshake.connection(connection);
            return null;
        };
    }

    private Admission admission() {
        return admissions.take(ticket()).orElseThrow();
    }

    private String ticket() {
        return Objects.requireNonNull(
                upgraded.get(upgraded.size() - 1).getParameterMap().get(Admissions.TICKET))[0];
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
        admissions.sweep();
    }

    private void lead(FakeExchange exchange, int status, HandshakeCheck... checks) throws Exception {
        lead(
                exchange,
                (request, response) -> {
                    exchange.status(status);
                    if (request instanceof AdmittedRequest admitted) {
                        upgraded.add(admitted);
                    }
                },
                checks);
    }

    private void lead(FakeExchange exchange, FilterChain chain, HandshakeCheck... checks) throws Exception {
        guard(checks).filter(exchange.request(), exchange.response(), chain);
    }

    private HandshakeGuard guard(HandshakeCheck... checks) {
        return new HandshakeGuard(
                new GuardedPaths(List.of("/own/rooms", "/own/rooms/of/staff")),
                List.of(checks),
                List.of(handshake -> adapted.add(handshake.room().value())),
                admissions,
                new CrossOrigin(OriginRules.of(List.of(ALLOWED), List.of(), false), TrustedProxies.NONE));
    }

    private static HttpServletRequest signedIn(ServletRequest request) {
        return new HttpServletRequestWrapper((HttpServletRequest) request) {
            @Override
            public Principal getUserPrincipal() {
                return () -> "ada";
            }
        };
    }
}
