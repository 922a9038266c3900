package rtc.muc.internal.cluster;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.StatusLimits;
import rtc.trace.Trace;

/**
 * The simulation of one seed: a cluster of two to four nodes, sometimes up to seven, a crowd of clients, and faults.
 * With most seeds, the clients fall silent some time after the faults. With the other seeds, the clients fall silent
 * before the faults end: if their last messages are lost, no later message reveals this. The checks follow at the end.
 * The same seed and plan always result in the same messages.
 */
final class ClusterSimulation {

    private static final long CHAOS = 40_000;
    private static final long UNTIL_SILENCE = 15_000;
    private static final long SILENCE = 12_000;

    private final SimulatedCluster cluster;
    private final Faults faults;
    private final Crowd crowd;
    private final EndChecks checks;
    private final SplittableRandom dice;

    /** Separate, so that seeds with and without this fault are otherwise the same. */
    private final SplittableRandom forgetting;

    private final SplittableRandom resuming;

    private final int hosts;

    private ClusterSimulation(long seed, Plan plan, boolean telling) {
        dice = new SplittableRandom(seed * 31 + 5);
        forgetting = new SplittableRandom(seed * 37 + 11);
        resuming = new SplittableRandom(seed * 41 + 13);
        int usual = dice.nextInt(12) == 0 ? 5 + dice.nextInt(3) : 2 + dice.nextInt(3);
        hosts = plan.nodes() == 0 ? usual : plan.nodes();
        cluster = new SimulatedCluster(seed, randomFaults(plan), telling);
        // If statuses are paced there is only one room, because rooms with waiting statuses are processed in an order
        // that differs between runs.
        int rooms = cluster.isPaced() ? 1 : 1 + dice.nextInt(3);
        faults = new Faults(cluster, dice, plan, hosts, CHAOS);
        crowd = new Crowd(cluster, dice, rooms, plan.clients(), CHAOS + UNTIL_SILENCE - 2000);
        checks = new EndChecks(cluster);
    }

    /** {@return the result of a seed, without its story} */
    static Result run(long seed, Plan plan) {
        return new ClusterSimulation(seed, plan, false).run();
    }

    /** {@return the result of a seed, with its story} */
    static Result tell(long seed, Plan plan) {
        return new ClusterSimulation(seed, plan, true).run();
    }

    /**
     * The result of a seed.
     *
     * @param violation the first broken rule, null if there is none
     * @param faults the planned faults, in words
     * @param story a log of what happened; empty if it was not requested
     * @param tally how often each kind of event happened
     * @param traces what each client sent and received
     */
    record Result(
            @Nullable Violation violation,
            long events,
            List<String> faults,
            List<String> story,
            Tally tally,
            List<Trace> traces) {}

    private Result run() {
        for (int host = 0; host < hosts; host++) {
            cluster.boot(host);
        }
        cluster.hosts().forEach(node -> cluster.after(cluster.random(1500), node::deploy));
        cluster.network().discover();
        checks.watch();
        faults.plan();
        crowd.plan();
        cluster.after(CHAOS, faults::end);
        boolean silentEarly = dice.nextInt(3) == 0;
        long silenceAt = silentEarly ? CHAOS - 500 - dice.nextInt(15_000) : CHAOS + UNTIL_SILENCE;
        cluster.after(silenceAt, crowd::calm);
        cluster.scheduler().runUntil(CHAOS + UNTIL_SILENCE + SILENCE);
        if (cluster.violation() == null) {
            checks.check();
        }
        Scheduler scheduler = cluster.scheduler();
        return new Result(
                cluster.violation(),
                scheduler.ran(),
                faults.planned(),
                cluster.story(),
                cluster.tally(),
                cluster.traces());
    }

    private RandomFaults randomFaults(Plan plan) {
        RandomFaults randomFaults = new RandomFaults();
        randomFaults.apart = plan.apart();
        randomFaults.disorder = plan.apart();
        if (plan.faults().contains(Fault.OVERFLOW) && dice.nextInt(4) == 0) {
            randomFaults.credit = 2 + dice.nextInt(10);
            randomFaults.bound = 250L * (15 + dice.nextInt(20));
        }
        randomFaults.losesClients = plan.faults().contains(Fault.LOST_CLIENTS);
        randomFaults.conflates = plan.faults().contains(Fault.CONFLATION) && dice.nextInt(4) > 0;
        if (plan.faults().contains(Fault.DUPLICATES) && dice.nextInt(4) == 0) {
            randomFaults.duplicate = 0.02;
        }
        if (plan.faults().contains(Fault.DISORDER) && dice.nextInt(4) == 0) {
            randomFaults.disorder = true;
            randomFaults.reorder = 0.001;
            randomFaults.replay = 0.001;
        }
        if (plan.faults().contains(Fault.FORGETTING) && forgetting.nextInt(2) == 0) {
            randomFaults.forgetting = Duration.ofMillis(100 + forgetting.nextInt(5000));
            randomFaults.mostPast = 1 + forgetting.nextInt(2);
        }
        randomFaults.resumes = plan.faults().contains(Fault.RESUME) && resuming.nextInt(2) == 0;
        if (resuming.nextInt(3) > 0) {
            randomFaults.window = Duration.ofMinutes(5);
        }
        if (dice.nextInt(4) == 0) {
            Rate ofPeer = Rate.perSecond(1, 2);
            Rate bytes = dice.nextBoolean() ? Rate.UNLIMITED : Rate.perSecond(200, 400);
            randomFaults.limits = RoomLimits.NONE.withStatuses(new StatusLimits(ofPeer, bytes));
        }
        return randomFaults;
    }
}
