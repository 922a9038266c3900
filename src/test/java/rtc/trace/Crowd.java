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

/** All peers, each with its trace, the peers that it met, and what it sent in its room. */
final class Crowd {

    /** A peer, and what follows from its trace. Members are compared by identity. */
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

        /** {@return what it sent in its room, in order} */
        List<Trace.Saying> said() {
            return said;
        }

        String id() {
            return trace.peer();
        }

        /** {@return the status that it joined with; empty if it never joined} */
        String firstStatus() {
            String first = said.isEmpty() ? null : said.get(0).message().status();
            return first == null ? "" : first;
        }

        /** {@return the peers in the room when it joined, with their statuses} */
        Map<String, String> snapshot() {
            return encounters.snapshot();
        }

        /** {@return the roster events that it received after its join, in order} */
        List<RosterEvent> events() {
            return encounters.events();
        }

        /**
         * {@return the last roster event among the first {@code heard} messages that it received; null if there is
         * none}
         */
        @Nullable
        RosterEvent lastEventOf(int heard) {
            return encounters.lastEventOf(heard);
        }

        /** {@return the last status that it set in its room; null if it never joined} */
        @Nullable
        String lastStatus() {
            String last = null;
            for (Trace.Saying saying : said) {
                String status = saying.message().status();
                last = status == null ? last : status;
            }
            return last;
        }

        /** {@return the messages with a status that it sent, even if it never received a {@code joined}} */
        List<Trace.Saying> statuses() {
            return statuses;
        }

        /** {@return the position of a status among those that it set; -1 if it never set this status} */
        int numberOf(String status) {
            return numbers.getOrDefault(status, -1);
        }

        /** {@return the last roster event that it received; its own arrival if it received none} */
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

    /** {@return the peer with this id if it is in the same room as the given peer; otherwise null} */
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
