package rtc.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks C4 for each room on each node, separately for each period in which the node had peers without a break. */
final class RoomOrders {

    private final Crowd crowd;
    private final Findings findings;

    RoomOrders(Crowd crowd, Findings findings) {
        this.crowd = crowd;
        this.findings = findings;
    }

    void check() {
        for (List<Crowd.Member> room : crowd.rooms().values()) {
            Map<String, List<Crowd.Member>> nodes = new TreeMap<>();
            room.stream().filter(member -> member.trace().joined()).forEach(member -> nodes.computeIfAbsent(
                            member.trace().node(), name -> new ArrayList<>())
                    .add(member));
            nodes.values().forEach(this::checkNode);
        }
    }

    private void checkNode(List<Crowd.Member> node) {
        Map<Crowd.Member, Set<Crowd.Member>> met = whoMet(node);
        Set<Crowd.Member> rest = new LinkedHashSet<>(node);
        for (Crowd.Member member : node) {
            if (rest.remove(member)) {
                List<Crowd.Member> locals = new ArrayList<>(List.of(member));
                for (int at = 0; at < locals.size(); at++) {
                    met.getOrDefault(locals.get(at), Set.of()).stream()
                            .filter(rest::remove)
                            .forEach(locals::add);
                }
                new RoomOrder(locals, subjects(locals), findings).check();
            }
        }
    }

    private Map<Crowd.Member, Set<Crowd.Member>> whoMet(List<Crowd.Member> node) {
        Set<Crowd.Member> locals = new LinkedHashSet<>(node);
        Map<Crowd.Member, Set<Crowd.Member>> met = new LinkedHashMap<>();
        for (Crowd.Member member : node) {
            for (String peer : member.encounters().all().keySet()) {
                Crowd.Member other = crowd.roommate(member, peer);
                if (other != null && locals.contains(other)) {
                    met.computeIfAbsent(member, key -> new LinkedHashSet<>()).add(other);
                    met.computeIfAbsent(other, key -> new LinkedHashSet<>()).add(member);
                }
            }
        }
        return met;
    }

    private Map<String, Crowd.Member> subjects(List<Crowd.Member> locals) {
        Map<String, Crowd.Member> subjects = new LinkedHashMap<>();
        for (Crowd.Member local : locals) {
            subjects.put(local.id(), local);
            for (String peer : local.encounters().all().keySet()) {
                Crowd.Member other = crowd.roommate(local, peer);
                if (other != null) {
                    subjects.put(peer, other);
                }
            }
        }
        return subjects;
    }
}
