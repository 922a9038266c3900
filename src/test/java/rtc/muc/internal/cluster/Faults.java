package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import rtc.muc.internal.cluster.Network.Cut;

/** Plans faults at times that depend on the seed, and causes them. */
final class Faults {

    private static final int FIRST = 2000;
    private static final int LAST_BEFORE_CALM = 6000;

    private final SimulatedCluster cluster;
    private final SplittableRandom dice;
    private final Plan plan;
    private final int hosts;
    private final long calmAt;
    private final List<String> planned = new ArrayList<>();

    Faults(SimulatedCluster cluster, SplittableRandom dice, Plan plan, int hosts, long calmAt) {
        this.cluster = cluster;
        this.dice = dice;
        this.plan = plan;
        this.hosts = hosts;
        this.calmAt = calmAt;
    }

    /** {@return the planned faults, in words} */
    List<String> planned() {
        return planned;
    }

    void plan() {
        List<Fault> kinds =
                new ArrayList<>(plan.faults().stream().filter(Fault::isEvent).toList());
        if (kinds.isEmpty()) {
            return;
        }
        if (dice.nextInt(3) > 0) {
            Collections.shuffle(kinds, new Random(dice.nextInt()));
            kinds = kinds.subList(0, 1 + dice.nextInt(Math.min(4, kinds.size())));
        }
        int count = 3 + dice.nextInt(10);
        for (int number = 0; number < count; number++) {
            long at = (long) FIRST + dice.nextInt((int) calmAt - FIRST - LAST_BEFORE_CALM);
            plan(number, at, kinds.get(dice.nextInt(kinds.size())));
        }
    }

    /** Ends the faults of streams, network and nodes. Soon, each host has a running node with the application again. */
    void end() {
        cluster.tell(() -> "*** calm");
        cluster.network().heal();
        cluster.randomFaults().clear();
        for (int host = 0; host < hosts; host++) {
            cluster.hosts().get(host).resume();
            reboot(host);
            SimulatedNode node = cluster.hosts().get(host);
            node.run(node::deploy);
        }
    }

    private void plan(int number, long at, Fault kind) {
        int a = dice.nextInt(hosts);
        int b = (a + 1 + dice.nextInt(hosts - 1)) % hosts;
        long length = length();
        Cut cut = dice.nextBoolean() ? Cut.HOLD : Cut.LOSE;
        int chance = dice.nextInt(1_000_000);
        String words = "fault %d: %s of hosts %d and %d, %s, %d ms".formatted(number, kind, a, b, cut, length);
        planned.add(words);
        if (!plan.skipped().contains(number)) {
            cluster.after(at, () -> {
                cluster.tell(() -> "*** " + words);
                cluster.count("fault " + kind);
                happen(kind, a, b, length, cut, chance);
            });
        }
    }

    private long length() {
        return switch (dice.nextInt(3)) {
            case 0 -> 200 + dice.nextInt(2000);
            case 1 -> 3000 + dice.nextInt(6000);
            default -> 9000 + dice.nextInt(10_000);
        };
    }

    private void happen(Fault kind, int a, int b, long length, Cut cut, int chance) {
        SimulatedNode node = cluster.hosts().get(a);
        SimulatedStream stream = cluster.stream(node, cluster.hosts().get(b));
        switch (kind) {
            case SLOW_STREAM -> {
                stream.slow(true);
                cluster.after(length, () -> stream.slow(false));
            }
            case LOST_TAIL -> stream.loseTail(chance % 4);
            case ONE_WAY_CUT -> {
                cluster.network().cut(a, b, cut);
                cluster.after(length, () -> cluster.network().cut(a, b, null));
            }
            case TWO_WAY_CUT -> {
                cutBothWays(a, b, cut);
                cluster.after(length, () -> mend(a, b));
            }
            case FLAPPING -> flap(a, b, cut, 4 + chance % 6, chance);
            case CRASH -> {
                node.crash();
                cluster.after(length, () -> reboot(a));
            }
            case PAUSE -> {
                node.pause();
                cluster.after(length * 3 / 2, node::resume);
            }
            case WRONG_VIEW -> showWrongView(a, b, chance);
            case REDEPLOY -> {
                node.run(node::undeploy);
                cluster.after(chance % 3 == 0 ? chance % 40 : length, () -> node.run(node::deploy));
            }
            case OVERFLOW, DUPLICATES, DISORDER, FORGETTING, CONFLATION, LOST_CLIENTS, RESUME ->
                throw new AssertionError(kind);
        }
    }

    private void flap(int a, int b, Cut cut, int times, int chance) {
        if (times <= 1 || cluster.now() >= calmAt) {
            mend(a, b);
            return;
        }
        boolean cuts = times % 2 == 0;
        cluster.network().cut(a, b, cuts ? cut : null);
        if (chance % 2 == 0) {
            cluster.network().cut(b, a, cuts ? cut : null);
        }
        if (!cuts && chance % 3 == 0) {
            showWrongView(a, b, chance);
        }
        long pause = 200L + cluster.random(chance % 5 == 0 ? 12_000 : 3000);
        cluster.after(pause, () -> flap(a, b, cut, times - 1, chance));
    }

    private void showWrongView(int a, int b, int chance) {
        SimulatedNode node = cluster.hosts().get(a);
        if (!node.isCrashed()) {
            Set<String> right = node.told();
            Set<String> wrong = new TreeSet<>(right);
            wrong.remove(cluster.hosts().get(b).address());
            cluster.network().tellView(node, wrong);
            cluster.after(chance % 3000, () -> {
                if (!node.isCrashed() && node.told() == wrong) {
                    cluster.network().tellView(node, right);
                }
            });
        }
    }

    private void cutBothWays(int a, int b, Cut cut) {
        cluster.network().cut(a, b, cut);
        cluster.network().cut(b, a, cut);
    }

    private void mend(int a, int b) {
        cluster.network().cut(a, b, null);
        cluster.network().cut(b, a, null);
    }

    private void reboot(int host) {
        if (cluster.hosts().get(host).isCrashed()) {
            SimulatedNode node = cluster.boot(host);
            cluster.after(cluster.random(800), node::deploy);
        }
    }
}
