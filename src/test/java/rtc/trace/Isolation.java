package rtc.trace;

import java.util.ArrayList;
import java.util.List;

/** Checks C8: the messages that a peer receives mention only peers of its room. */
final class Isolation {

    private final Crowd crowd;
    private final Findings findings;

    Isolation(Crowd crowd, Findings findings) {
        this.crowd = crowd;
        this.findings = findings;
    }

    void check() {
        for (Crowd.Member member : crowd.members()) {
            member.trace().received().forEach(message -> mentioned(message).stream()
                    .filter(peer -> crowd.roommate(member, peer) == null)
                    .forEach(stranger -> findings.add(
                            Rule.ISOLATION, member.trace(), "hears of " + stranger + ", which is not of its room")));
        }
    }

    private static List<String> mentioned(Received message) {
        if (message instanceof Received.Joined joined) {
            return new ArrayList<>(joined.peers().keySet());
        } else if (message instanceof Received.PeerJoined came) {
            return List.of(came.peer());
        } else if (message instanceof Received.PeerStatus changed) {
            return List.of(changed.peer());
        } else if (message instanceof Received.From from) {
            return List.of(from.peer());
        } else if (message instanceof Received.PeerLeft gone) {
            return List.of(gone.peer());
        }
        return List.of();
    }
}
