package rtc.muc.internal.cluster;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The conditions under which a seed is simulated.
 *
 * @param faults the kinds of faults that may happen
 * @param skipped the numbers of the planned faults that do not happen
 * @param clients the maximum number of clients that connect
 * @param nodes the number of nodes, 0 if the seed decides
 * @param apart whether presence is sent outside the stream of events
 */
record Plan(Set<Fault> faults, Set<Integer> skipped, int clients, int nodes, boolean apart) {

    private static final String APART = "apart:";

    static final Plan EVERYTHING = new Plan(EnumSet.allOf(Fault.class), Set.of(), 60, 0, false);

    Plan with(Set<Fault> otherFaults) {
        return new Plan(new TreeSet<>(otherFaults), skipped, clients, nodes, apart);
    }

    Plan without(int fault) {
        Set<Integer> more = new TreeSet<>(skipped);
        more.add(fault);
        return new Plan(faults, more, clients, nodes, apart);
    }

    Plan with(int fewerClients) {
        return new Plan(faults, skipped, fewerClients, nodes, apart);
    }

    Plan withNodes(int number) {
        return new Plan(faults, skipped, clients, number, apart);
    }

    /** {@return the faults, and whether presence is sent apart, as a text that {@link #of} reads} */
    String text() {
        return (apart ? APART : "") + faults.stream().map(Fault::name).collect(Collectors.joining(","));
    }

    static Plan of(String text) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Pattern.compile(",")
                .splitAsStream(text.replace(APART, ""))
                .filter(fault -> !fault.isEmpty())
                .map(Fault::valueOf)
                .forEach(faults::add);
        return new Plan(faults, Set.of(), EVERYTHING.clients(), EVERYTHING.nodes(), text.startsWith(APART));
    }

    Plan withPresenceApart() {
        return new Plan(faults, skipped, clients, nodes, true);
    }
}
