package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.trace.Received;
import rtc.trace.Trace;

/**
 * Records a listener's notifications of each room: {@code +id} for a peer that joins, {@code -id} for one that leaves.
 */
final class ListenerLog implements RoomListener {

    /** The last status of a peer, and why it left. */
    record Last(JsonText status, EndReason why) {}

    private final Map<RoomName, Queue<String>> told = new ConcurrentHashMap<>();
    private final Map<String, Last> last = new ConcurrentHashMap<>();

    @Override
    public void joined(RoomName room, RosterEntry peer) {
        note(room, "+" + peer.id());
    }

    @Override
    public void left(RoomName room, RosterEntry peer, EndReason why) {
        note(room, "-" + peer.id());
        last.put(peer.id(), new Last(peer.status(), why));
    }

    private void note(RoomName room, String line) {
        told.computeIfAbsent(room, name -> new ConcurrentLinkedQueue<>()).add(line);
    }

    /** {@return the notifications of a room, in order} */
    List<String> of(RoomName room) {
        return List.copyOf(told.getOrDefault(room, new ConcurrentLinkedQueue<>()));
    }

    /** {@return how a peer left; null if it did not leave} */
    @Nullable
    Last last(String peer) {
        return last.get(peer);
    }

    /** Forgets everything. */
    void clear() {
        last.clear();
        told.clear();
    }

    /**
     * Asserts that each peer joined at most once and left at most once, in this order, and that the roster consists of
     * those who have not left.
     */
    void assertTells(RoomName room, Set<String> roster) {
        Set<String> ever = new LinkedHashSet<>();
        Set<String> present = new LinkedHashSet<>();
        for (String line : of(room)) {
            String peer = line.substring(1);
            if (line.startsWith("+")) {
                assertThat(ever.add(peer)).as(peer + " joins once").isTrue();
                present.add(peer);
            } else {
                assertThat(present.remove(peer))
                        .as(peer + " leaves once, after its join")
                        .isTrue();
            }
        }
        assertThat(present).as("in " + room).isEqualTo(roster);
    }

    /**
     * Asserts that a peer received the joins and leaves of others during its membership, in the recorded order: all of
     * them if the peer is live, otherwise only the first ones.
     */
    void assertSeenBy(Trace trace) {
        List<String> seen =
                trace.received().stream().flatMap(ListenerLog::lines).toList();
        List<String> all = of(new RoomName(trace.room()));
        int joined = all.indexOf("+" + trace.peer());
        if (joined < 0) {
            assertThat(seen)
                    .as("seen by " + trace.peer() + ", who never joined")
                    .isEmpty();
            return;
        }
        int left = all.indexOf("-" + trace.peer());
        List<String> meanwhile = all.subList(joined + 1, left < 0 ? all.size() : left);
        assertThat(seen)
                .as("seen by " + trace.peer())
                .isEqualTo(trace.end() == Trace.End.LIVE ? meanwhile : meanwhile.subList(0, seen.size()));
    }

    private static Stream<String> lines(Received received) {
        if (received instanceof Received.PeerJoined joined) {
            return Stream.of("+" + joined.peer());
        } else if (received instanceof Received.PeerLeft left) {
            return Stream.of("-" + left.peer());
        }
        return Stream.empty();
    }
}
