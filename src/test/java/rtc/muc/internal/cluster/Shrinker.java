package rtc.muc.internal.cluster;

import java.util.function.Predicate;

/** Reduces the clients and the planned faults of a plan with which a seed fails, as long as the seed still fails. */
final class Shrinker {

    private final Predicate<Plan> fails;

    /** @param fails simulates a plan, and returns whether it fails */
    Shrinker(Predicate<Plan> fails) {
        this.fails = fails;
    }

    /**
     * {@return the smallest plan found that still fails}
     *
     * @param faults how many faults the seed plans
     */
    Plan shrink(Plan failing, int faults) {
        Plan smaller = fewerClients(failing);
        for (int fault = 0; fault < faults; fault++) {
            Plan without = smaller.without(fault);
            smaller = fails.test(without) ? without : smaller;
        }
        return fewerClients(smaller);
    }

    private Plan fewerClients(Plan failing) {
        for (int clients = 2; clients < failing.clients(); clients++) {
            Plan fewer = failing.with(clients);
            if (fails.test(fewer)) {
                return fewer;
            }
        }
        return failing;
    }
}
