package rtc.muc.internal.cluster;

import java.util.function.BiFunction;

/** Plays one seed, for a caller that was loaded elsewhere. */
public final class SeedPlayer implements BiFunction<String, Long, String> {

    @Override
    public String apply(String plan, Long seed) {
        Violation violation = ClusterSimulation.run(seed, Plan.of(plan)).violation();
        return violation == null ? "" : violation.rule() + ": " + violation.what();
    }
}
