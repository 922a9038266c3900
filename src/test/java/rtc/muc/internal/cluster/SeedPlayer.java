package rtc.muc.internal.cluster;

import java.util.function.BiFunction;

/** Simulates one seed, for a caller whose classes were loaded by another class loader. */
public final class SeedPlayer implements BiFunction<String, Long, String> {

    @Override
    public String apply(String plan, Long seed) {
        Violation violation = ClusterSimulation.run(seed, Plan.of(plan)).violation();
        return violation == null ? "" : violation.rule() + ": " + violation.what();
    }
}
