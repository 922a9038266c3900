package rtc.trace;

import java.util.List;

/**
 * Checks C1: of two peers that share a room, one is listed in the other's {@code joined}, and receives a
 * {@code peer_joined} about the other. A peer that is no longer live may have missed its message. Also checks the part
 * of C3 that involves two peers: live peers are notified that a peer left if, and only if, that peer is no longer live.
 */
final class Orientation {

    private final Crowd crowd;
    private final Findings findings;

    Orientation(Crowd crowd, Findings findings) {
        this.crowd = crowd;
        this.findings = findings;
    }

    void check() {
        for (Crowd.Member member : crowd.members()) {
            member.encounters().all().forEach((peer, meeting) -> {
                Crowd.Member other = crowd.roommate(member, peer);
                if (other != null) {
                    oriented(member, other, meeting);
                }
            });
        }
        crowd.rooms().values().forEach(this::everybodyMet);
        crowd.members().stream().filter(member -> member.trace().live()).forEach(this::nobodyLingers);
    }

    private void oriented(Crowd.Member member, Crowd.Member other, Encounters.Meeting meeting) {
        Encounters.Meeting back = other.encounters().with(member.id());
        String how = meeting.listed() ? "in joined" : "by peer_joined";
        if (back == null && !mayHaveMissed(other, member, meeting)) {
            findings.add(
                    Rule.ONE_ORIENTATION, member.trace(), "knows " + other.id() + " " + how + ", which never met it");
        } else if (back != null
                && back.listed() == meeting.listed()
                && member.id().compareTo(other.id()) < 0) {
            findings.add(Rule.ONE_ORIENTATION, member.trace(), "and " + other.id() + " both know the other " + how);
        }
    }

    /**
     * A peer that has received its {@code joined} cannot have missed a peer in it, except one of another node, which a
     * later, supplementary {@code joined} may list.
     */
    private static boolean mayHaveMissed(Crowd.Member other, Crowd.Member member, Encounters.Meeting meeting) {
        boolean oneNode = other.trace().node().equals(member.trace().node());
        return !other.trace().live()
                && (meeting.listed() || !oneNode || !other.trace().joined());
    }

    private void everybodyMet(List<Crowd.Member> room) {
        List<Crowd.Member> live = room.stream()
                .filter(member -> member.trace().live() && member.trace().joined())
                .toList();
        for (Crowd.Member one : live) {
            for (Crowd.Member other : live) {
                if (one.id().compareTo(other.id()) < 0
                        && one.encounters().with(other.id()) == null
                        && other.encounters().with(one.id()) == null) {
                    findings.add(Rule.ONE_ORIENTATION, one.trace(), "and " + other.id() + " never met");
                }
            }
        }
    }

    private void nobodyLingers(Crowd.Member member) {
        for (String peer : member.encounters().present().keySet()) {
            Crowd.Member other = crowd.roommate(member, peer);
            if (other != null && !other.trace().live()) {
                findings.add(Rule.EXACTLY_ONCE, member.trace(), "is never told that " + peer + " left, which is over");
            }
        }
        for (String peer : member.encounters().left()) {
            Crowd.Member other = crowd.roommate(member, peer);
            if (other != null && other.trace().live()) {
                findings.add(Rule.EXACTLY_ONCE, member.trace(), "is told that " + peer + " left, which is still there");
            }
        }
    }
}
