package rtc.it.config;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import rtc.bench.Load;
import rtc.bench.LoadRun;
import rtc.bench.ServerProcess;

/**
 * What events cost in one run of a load.
 *
 * @param micros the microseconds of CPU time for each event, in all measured processes
 */
record EventCost(double micros, LoadRun run) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Sends this many events, and measures them in these processes. */
    static EventCost of(Load load, int events, List<ServerProcess> processes) throws IOException {
        Duration before = cpu(processes);
        LoadRun run = load.run(events, PATIENCE);
        return new EventCost(cpu(processes).minus(before).toNanos() / 1e3 / run.deliveries(), run);
    }

    /** {@return the CPU time that these processes have used so far} */
    static Duration cpu(List<ServerProcess> processes) {
        return processes.stream().map(ServerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    static double median(List<EventCost> costs) {
        return costs.stream()
                .mapToDouble(EventCost::micros)
                .sorted()
                .skip(costs.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Prints the median of the costs, and the rate and the latencies of the last run. */
    static void report(String what, List<EventCost> costs) {
        LoadRun last = costs.get(costs.size() - 1).run();
        System.out.printf(
                Locale.ROOT,
                "Cluster: %s: %.2f µs of CPU (median of %d), %.0f a second, p50 %d µs, p99 %d µs%n",
                what,
                median(costs),
                costs.size(),
                last.deliveriesPerSecond(),
                last.latency(0.5).toNanos() / 1000,
                last.latency(0.99).toNanos() / 1000);
    }
}
