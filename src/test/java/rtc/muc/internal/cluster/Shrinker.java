package rtc.muc.internal.cluster;

import java.util.function.Predicate;

/** Makes a plan smaller that a seed fails with, as long as it still fails: fewer clients, and fewer of the planned faults. */
final class Shrinker {

    private final Predicate<Plan> fails;

    /** @param fails plays a plan, and tells whether it fails */
    Shrinker(Predicate<Plan> fails) {
        this.fails = fails;
    }

    /**
     * {@return the smallest plan that was found}
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
