package rtc.bench;

import java.time.Duration;
import java.util.Arrays;

/** The result of one run of a {@link Load}, or of one lap of a {@link SteadyLoad}, as measured by its peers. */
public final class LoadRun {

    private final Duration took;
    private final long[] latencies;

    LoadRun(Duration took, long[] latencies) {
        this.took = took;
        this.latencies = latencies.clone();
        Arrays.sort(this.latencies);
    }

    public int deliveries() {
        return latencies.length;
    }

    public double deliveriesPerSecond() {
        return deliveries() * 1e9 / took.toNanos();
    }

    /** The latency that this share (0 to 1) of all deliveries did not exceed. */
    public Duration latency(double share) {
        return Duration.ofNanos(latencies[Math.max(0, (int) Math.ceil(share * latencies.length) - 1)]);
    }
}
