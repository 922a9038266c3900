package rtc.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All traces, with whom each peer met and what it said in its room. */
final class Crowd {

    /** A peer with what follows from its trace. Equal to itself alone. */
    static final class Member {

        private final Trace trace;
        private final Encounters encounters;
        private final List<Trace.Saying> said;
        private final List<Trace.Saying> statuses;
        private final Map<String, Integer> numbers = new HashMap<>();

        Member(Trace trace, Findings findings) {
            this.trace = trace;
            this.encounters = new Encounters(trace, findings);
            this.said = trace.saidInRoom();
            this.statuses = (said.isEmpty() ? trace.sent() : said)
                    .stream()
                            .filter(saying -> saying.message().status() != null)
                            .toList();
            statuses.forEach(saying -> numbers.putIfAbsent(saying.message().status(), numbers.size()));
        }

        Trace trace() {
            return trace;
        }

        Encounters encounters() {
            return encounters;
        }

        /** {@return what it said in its room} */
        List<Trace.Saying> said() {
            return said;
        }

        String id() {
            return trace.peer();
        }

        /** {@return the status that it joined with, empty if it never did} */
        String firstStatus() {
            String first = said.isEmpty() ? null : said.get(0).message().status();
            return first == null ? "" : first;
        }

        /** {@return who was there when it joined, with statuses} */
        Map<String, String> snapshot() {
            return encounters.snapshot();
        }

        /** {@return what it saw happen, in order} */
        List<RosterEvent> events() {
            return encounters.events();
        }

        /** {@return the last that it saw happen in the first so many messages, null if nothing} */
        @Nullable
        RosterEvent lastEventOf(int heard) {
            return encounters.lastEventOf(heard);
        }

        /** {@return the status it last set in its room, null if it was never in it} */
        @Nullable
        String lastStatus() {
            String last = null;
            for (Trace.Saying saying : said) {
                String status = saying.message().status();
                last = status == null ? last : status;
            }
            return last;
        }

        /** {@return what it said that had a status, even if it never heard that it was let in} */
        List<Trace.Saying> statuses() {
            return statuses;
        }

        /** {@return where a status stands among those that it set; -1 if it never did} */
        int numberOf(String status) {
            return numbers.getOrDefault(status, -1);
        }

        /** {@return the last that it saw of the room: its own coming, if it saw nothing else} */
        RosterEvent lastSeen() {
            List<RosterEvent> events = events();
            return events.isEmpty() ? new RosterEvent.Came(id(), firstStatus()) : events.get(events.size() - 1);
        }
    }

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, List<Member>> rooms = new TreeMap<>();

    Crowd(Collection<Trace> traces, Findings findings) {
        for (Trace trace : traces) {
            Member member = new Member(trace, findings);
            if (members.put(trace.peer(), member) != null) {
                throw new IllegalArgumentException("Two traces of " + trace.peer());
            }
            requireDistinctStatuses(member);
            rooms.computeIfAbsent(trace.room(), name -> new ArrayList<>()).add(member);
        }
    }

    Collection<Member> members() {
        return members.values();
    }

    /** {@return the peers of each room} */
    Map<String, List<Member>> rooms() {
        return rooms;
    }

    /** {@return the peer of that id in the room of the given one, or null} */
    @Nullable
    Member roommate(Member of, String peer) {
        Member member = members.get(peer);
        return member != null && member.trace().room().equals(of.trace().room()) ? member : null;
    }

    private static void requireDistinctStatuses(Member member) {
        Set<String> seen = new HashSet<>();
        for (Trace.Saying saying : member.said()) {
            String status = saying.message().status();
            if (status != null && !seen.add(status)) {
                throw new IllegalArgumentException(member.id() + " set a status twice: " + status);
            }
        }
    }
}
