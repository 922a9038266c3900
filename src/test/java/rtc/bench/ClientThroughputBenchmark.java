package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;

/**
 * Measures how many events per second pass from one Java client to another through the server, compared with two bare
 * Tyrus sessions that exchange the same messages. The next event is sent as soon as fewer than 500 are on the way.
 * After a warm-up, the two pairs take turns; the medians of their rounds are compared.
 *
 * <p>For a quick try: {@code -Dmuc.bench.events=20000}; its figures are not meaningful.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(3600)
@Tag("bench")
final class ClientThroughputBenchmark {

    private static final int EVENTS = Integer.getInteger("muc.bench.events", 1_000_000);
    private static final int ROUNDS = 5;
    private static final double AT_LEAST = 0.8;
    private static final String NO_RATES = "muc.messages-per-second = 0\nmuc.bytes-per-second = 0\n";

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war().addAsResource(new StringAsset(NO_RATES), "META-INF/microprofile-config.properties");
    }

    @Test
    void eventsPassNearlyAsFastAsBareMessages() throws Exception {
        URI base = Deployed.ws();
        try (EventLine ours = ClientPair.in(base, "throughput");
                EventLine bare = TyrusPair.in(base, "throughput-bare")) {
            measure(ours);
            measure(bare);
            System.out.printf("%n%d events a round, at most %d on the way%n", EVENTS / ROUNDS, Window.SIZE);
            System.out.println("client  events/s");
            List<Double> oursRates = new ArrayList<>();
            List<Double> bareRates = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                bareRates.add(printed("bare", measure(bare)));
                oursRates.add(printed("ours", measure(ours)));
            }
            double ratio = median(oursRates) / median(bareRates);
            System.out.printf(Locale.ROOT, "median of ours over median of bare: %.3f%n", ratio);
            assertThat(ratio).isGreaterThanOrEqualTo(AT_LEAST);
        }
    }

    /** {@return the events per second} All events must arrive, in order. */
    private static double measure(EventLine line) throws Exception {
        int count = EVENTS / ROUNDS;
        Window window = new Window(count);
        line.onEvent(window::arrived);
        long start = System.nanoTime();
        for (int number = 0; number < count; number++) {
            window.awaitRoom();
            line.send(number);
        }
        window.awaitAll();
        return count * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    private static double printed(String client, double rate) {
        System.out.printf(Locale.ROOT, "%-6s %9.0f%n", client, rate);
        return rate;
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
