package rtc.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a run cost the server. */
record Cost(String endpoint, Duration cpu, LoadRun run) {

    static final String HEADINGS = "endpoint        CPU µs/delivery  deliveries/s  p50 µs  p99 µs";

    double microsPerDelivery() {
        return cpu.toNanos() / 1e3 / run.deliveries();
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-14s %16.2f %13.0f %7d %7d",
                endpoint,
                microsPerDelivery(),
                run.deliveriesPerSecond(),
                run.latency(0.5).toNanos() / 1000,
                run.latency(0.99).toNanos() / 1000);
    }

    static double median(List<Cost> costs) {
        return costs.stream()
                .mapToDouble(Cost::microsPerDelivery)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
