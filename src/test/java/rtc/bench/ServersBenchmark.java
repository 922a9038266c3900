package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import rtc.it.Deployed;
import rtc.muc.internal.container.payara.SessionTimer;

/**
 * Measures what a relayed message costs in CPU time on each server, for our endpoint and for the {@link BareEndpoint}:
 * on WildFly, on Payara as downloaded, and on Payara with the session timer that the WAR contains. The bare endpoint is
 * also measured on a Payara whose timer is disabled by a server setting; with this setting, Payara deploys no
 * application that has CDI, ours included. Four servers run at once; after a warm-up of each endpoint, the endpoints
 * take turns. The load is the first one of {@link RelayCostBenchmark}.
 *
 * <p>For a quick try: {@code -Dmuc.bench.warm-up=PT2S -Dmuc.bench.messages=2000}; its figures are not meaningful.
 */
@Timeout(3600)
@Tag("bench")
final class ServersBenchmark {

    private static final Duration WARM_UP = Duration.parse(System.getProperty("muc.bench.warm-up", "PT1M"));
    private static final int MESSAGES = Integer.getInteger("muc.bench.messages", 200_000);
    private static final int ROUNDS = 3;
    private static final double AT_MOST_OVER_WILDFLY = 1.5;
    private static final double AT_MOST_OVER_BARE = 1.3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String WITHOUT_SERVERS_TIMER =
            "set resources.managed-scheduled-executor-service.concurrent/__defaultManagedScheduledExecutorService"
                    + ".enabled=false";

    private static final String SETTINGS = """
            muc.messages-per-second = 0
            muc.bytes-per-second = 0
            muc.payara-timer = %s
            """;

    private static final WebArchive BARE =
            ShrinkWrap.create(WebArchive.class, "bare.war").addClass(BareEndpoint.class);

    /** The bare endpoint, with the classes that give its sessions the same timer as the sessions of our WAR. */
    private static final WebArchive BARE_WITH_OWN_TIMER = ShrinkWrap.create(WebArchive.class, "bare-own-timer.war")
            .addClasses(BareEndpoint.class, OwnTimer.class)
            .addPackages(
                    false,
                    Filters.include(".*/(SessionTimer|InlineTimer|TimerListener|TyrusTimer)\\b.*"),
                    SessionTimer.class.getPackage())
            .addAsWebInfResource(
                    new StringAsset("<beans bean-discovery-mode=\"annotated\" version=\"4.0\"/>"), "beans.xml");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aRelayOnPayaraCostsLittleMoreThanOnWildFlyOrABareEndpoint() throws IOException {
        WebArchive ours = ours(SessionTimer.SERVER);
        WebArchive oursWithOwnTimer = ours(SessionTimer.OWN);
        try (BenchServer wildfly = BenchServer.wildfly(path("muc.it.home"), directory("wildfly"), List.of(BARE, ours));
                BenchServer plain = payara("plain", List.of(BARE, ours));
                BenchServer own = payara("own", List.of(BARE_WITH_OWN_TIMER, oursWithOwnTimer));
                BenchServer set = payara("set", List.of(BARE), WITHOUT_SERVERS_TIMER)) {
            Candidate oursOnWildFly = new Candidate("WildFly, ours", wildfly, ours);
            Candidate bareOnPayara = new Candidate("Payara, own timer, bare", own, BARE_WITH_OWN_TIMER);
            Candidate oursOnPayara = new Candidate("Payara, own timer, ours", own, oursWithOwnTimer);
            compare(List.of(
                    new Candidate("WildFly, bare", wildfly, BARE),
                    oursOnWildFly,
                    new Candidate("Payara, bare", plain, BARE),
                    new Candidate("Payara, ours", plain, ours),
                    bareOnPayara,
                    oursOnPayara,
                    new Candidate("Payara, server setting, bare", set, BARE)));

            double overBare = ratio(oursOnPayara, bareOnPayara);
            double overWildFly = ratio(oursOnPayara, oursOnWildFly);
            assertThat(overBare).isLessThanOrEqualTo(AT_MOST_OVER_BARE);
            assertThat(overWildFly).isLessThanOrEqualTo(AT_MOST_OVER_WILDFLY);
        }
    }

    private static void compare(List<Candidate> candidates) throws IOException {
        for (Candidate candidate : candidates) {
            candidate.warmUp();
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Candidate candidate : candidates) {
                candidate.measure();
            }
        }
        System.out.printf("%nCPU µs per relayed message, %d a round after %s of warm-up%n", MESSAGES, WARM_UP);
        candidates.forEach(candidate -> System.out.println(candidate.row()));
    }

    private static double ratio(Candidate one, Candidate other) {
        double ratio = Cost.median(one.costs) / Cost.median(other.costs);
        System.out.printf(Locale.ROOT, "%s over %s: %.2f%n", one.name, other.name, ratio);
        return ratio;
    }

    private BenchServer payara(String name, List<WebArchive> wars, String... commands) throws IOException {
        return BenchServer.payara(
                path("muc.it.home").resolveSibling("payara-micro/payara-micro.jar"),
                directory(name),
                wars,
                List.of(commands));
    }

    private Path directory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private static Path path(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }

    private static WebArchive ours(SessionTimer timer) {
        String name = timer.name().toLowerCase(Locale.ROOT);
        return ShrinkWrap.create(ZipImporter.class, "ours-" + name + "-timer.war")
                .importFrom(Deployed.file().toFile())
                .as(WebArchive.class)
                .addAsResource(new StringAsset(SETTINGS.formatted(name)), "META-INF/microprofile-config.properties");
    }

    /** One row of the table. */
    private static final class Candidate {

        private final String name;
        private final BenchServer server;
        private final URI endpoints;
        private final List<Cost> costs = new ArrayList<>();

        Candidate(String name, BenchServer server, WebArchive war) {
            this.name = name;
            this.server = server;
            this.endpoints = server.endpoints(war);
        }

        void warmUp() throws IOException {
            for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP.toNanos(); ) {
                run(MESSAGES / 20);
            }
        }

        void measure() throws IOException {
            costs.add(run(MESSAGES));
        }

        String row() {
            StringBuilder row = new StringBuilder(String.format("%-30s", name));
            costs.forEach(cost -> row.append(String.format(Locale.ROOT, "%8.2f", cost.microsPerDelivery())));
            return row.append(String.format(Locale.ROOT, "   median%8.2f", Cost.median(costs)))
                    .toString();
        }

        private Cost run(int messages) throws IOException {
            try (Load load = Load.relay(endpoints, 10, 10, 1)) {
                Duration before = server.process().cpu();
                LoadRun run = load.run(messages, PATIENCE);
                return new Cost(name, server.process().cpu().minus(before), run);
            }
        }
    }
}
