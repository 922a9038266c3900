package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;

/**
 * Measures what a message costs the server in CPU time, compared with the {@link BareEndpoint} in the same server
 * process, with 100 connections, messages of 300 bytes, and a load that another process creates. Our server is measured
 * three times: without limits of rate and liveness; without these limits and with clients that ask for {@code resume};
 * and with every limit set above the load. After a warm-up, the endpoints take turns; their medians are compared.
 *
 * <p>The load is closed, so the deliveries per second and the latencies are those of a server at full speed that shares
 * the machine with the load. They are printed for orientation.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(1200)
@Tag("bench")
final class RelayCostBenchmark {

    private static final String OURS = "ours";
    private static final String RESUMING = "resuming";
    private static final String LIMITED = "limited";
    private static final String BARE = "bare";
    private static final double AT_MOST = 1.25;
    private static final double LIMITED_AT_MOST = 1.3;
    private static final double RESUMING_AT_MOST = 1.5;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.parse(System.getProperty("muc.bench.warm-up", "PT20S"));
    private static final int SHARE = Integer.getInteger("muc.bench.share", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServerProcess server;

    RelayCostBenchmark() throws IOException {
        server = ServerProcess.started();
    }

    @Deployment(name = OURS, testable = false)
    static WebArchive ours() {
        return Deployed.war("""
                muc.messages-per-second = 0
                muc.bytes-per-second = 0
                muc.statuses-per-second = 0
                muc.room-bytes-per-second = 0
                muc.errors-per-minute = 0
                muc.ping-interval = 0
                muc.silence-timeout = 0
                muc.resume-window = 1s
                """);
    }

    /** Every limit is checked, and none is reached. */
    @Deployment(name = LIMITED, testable = false)
    static WebArchive limited() {
        return ShrinkWrap.create(WebArchive.class, LIMITED + ".war").merge(Deployed.war("""
                muc.messages-per-second = 1000000
                muc.message-burst = 100000000
                muc.bytes-per-second = 1000MiB
                muc.byte-burst = 2000MiB
                muc.statuses-per-second = 1000000
                muc.status-burst = 1000000
                muc.room-bytes-per-second = 2000MiB
                muc.room-byte-burst = 2000MiB
                """));
    }

    @Deployment(name = BARE, testable = false)
    static WebArchive bare() {
        return ShrinkWrap.create(WebArchive.class, BARE + ".war").addClass(BareEndpoint.class);
    }

    @Test
    void aRelayCostsLittleMoreThanOnABareEndpoint() throws IOException {
        compare(
                "to, 10 rooms of 10 peers, one on the way from each",
                400_000,
                (base, resuming) -> Load.relay(base, 10, 10, 1, resuming));
    }

    @Test
    void aBurstyRelayCostsLittleMoreThanOnABareEndpoint() throws IOException {
        compare(
                "to, 10 rooms of 10 peers, eight on the way from each",
                400_000,
                (base, resuming) -> Load.relay(base, 10, 10, 8, resuming));
    }

    @Test
    void aStatusBroadcastCostsLittleMoreThanOnABareEndpoint() throws IOException {
        compare(
                "status, one room of 100 peers, one on the way",
                6_000,
                (base, resuming) -> Load.broadcast(base, "status-" + System.nanoTime(), 100, 1, resuming));
    }

    private void compare(String what, int ofThem, Opening opening) throws IOException {
        int messages = ofThem / SHARE;
        for (String endpoint : List.of(BARE, OURS, RESUMING, LIMITED)) {
            for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP.toNanos(); ) {
                measure(endpoint, messages / 10, opening);
            }
        }
        System.out.printf("%n%s, %d messages a round%n%s%n", what, messages, Cost.HEADINGS);
        List<Cost> ours = new ArrayList<>();
        List<Cost> resuming = new ArrayList<>();
        List<Cost> limited = new ArrayList<>();
        List<Cost> bare = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(printed(measure(BARE, messages, opening)));
            ours.add(printed(measure(OURS, messages, opening)));
            resuming.add(printed(measure(RESUMING, messages, opening)));
            limited.add(printed(measure(LIMITED, messages, opening)));
        }
        double ratio = ratio(OURS, ours, bare);
        double resumingRatio = ratio(RESUMING, resuming, bare);
        double limitedRatio = ratio(LIMITED, limited, bare);
        assertThat(ratio).as("CPU of a delivery, ours over bare").isLessThanOrEqualTo(AT_MOST);
        assertThat(resumingRatio)
                .as("CPU of a delivery, ours with resume over bare")
                .isLessThanOrEqualTo(RESUMING_AT_MOST);
        assertThat(limitedRatio)
                .as("CPU of a delivery, ours with every limit over bare")
                .isLessThanOrEqualTo(LIMITED_AT_MOST);
    }

    private static double ratio(String endpoint, List<Cost> ours, List<Cost> bare) {
        double ratio = Cost.median(ours) / Cost.median(bare);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f over median %.2f: %.3f%n",
                endpoint,
                Cost.median(ours),
                Cost.median(bare),
                ratio);
        return ratio;
    }

    private Cost measure(String endpoint, int messages, Opening opening) throws IOException {
        boolean resuming = endpoint.equals(RESUMING);
        URI base = resuming || endpoint.equals(OURS)
                ? Deployed.ws()
                : Deployed.ws().resolve("/" + endpoint + "/");
        try (Load load = opening.open(base, resuming)) {
            Duration before = server.cpu();
            LoadRun run = load.run(messages, PATIENCE);
            return new Cost(endpoint, server.cpu().minus(before), run);
        }
    }

    private static Cost printed(Cost cost) {
        System.out.println(cost.row());
        return cost;
    }

    private interface Opening {
        Load open(URI base, boolean resuming) throws IOException;
    }
}
