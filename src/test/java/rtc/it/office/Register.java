package rtc.it.office;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;
import rtc.muc.PeerSnapshot;

/** Records the principals of the peers that join and leave. */
@ApplicationScoped
public class Register {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    void joined(@Observes PeerJoined joined) {
        lines.add(joined.room() + ":+" + principal(joined.peer()));
    }

    void left(@Observes PeerLeft left) {
        lines.add(left.room() + ":-" + principal(left.peer()) + " " + left.why());
    }

    /** The records of a room, in order. */
    String of(String room) {
        return lines.stream()
                .filter(line -> line.startsWith(room + ":"))
                .map(line -> line.substring(room.length() + 1))
                .collect(Collectors.joining(", "));
    }

    static String principal(PeerSnapshot peer) {
        return peer.principal().orElse("nobody");
    }
}
