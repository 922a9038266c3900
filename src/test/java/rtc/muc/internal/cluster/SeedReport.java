package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.List;

/** A report about a seed that fails: the smallest plan with which it still fails, and its story. */
final class SeedReport {

    private static final int LAST_LINES = 150;

    private final long seed;

    SeedReport(long seed) {
        this.seed = seed;
    }

    /** {@return the report} Simulates the failing seed repeatedly, with smaller and smaller plans. */
    String of(Plan plan) {
        int faults = ClusterSimulation.run(seed, plan).faults().size();
        Plan smallest =
                new Shrinker(smaller -> ClusterSimulation.run(seed, smaller).violation() != null).shrink(plan, faults);
        ClusterSimulation.Result result = ClusterSimulation.tell(seed, smallest);
        List<String> lines = new ArrayList<>();
        List<String> story = result.story();
        lines.add("Seed " + seed + ": " + result.violation());
        lines.add("Smallest plan that fails: " + smallest.clients() + " clients, and");
        for (int fault = 0; fault < faults; fault++) {
            if (!smallest.skipped().contains(fault)) {
                lines.add("  " + result.faults().get(fault));
            }
        }
        lines.add("The whole story: -Dmuc.cluster.seed=" + seed + ". Its end:");
        lines.addAll(story.subList(Math.max(0, story.size() - LAST_LINES), story.size()));
        return String.join(System.lineSeparator(), lines);
    }
}
