package rtc.signaling;

import java.util.ArrayList;
import java.util.List;

/** The notifications of a signaling object's listeners, in order, one line each. */
final class EventLog {

    private final List<String> lines = new ArrayList<>();

    /** Records all notifications about the signaling object and its peers, and the peers' events with these names. */
    static EventLog of(MucSignaling signaling, String... events) {
        var diary = new EventLog();
        signaling.onPeerJoined(peer -> {
            diary.write((peer.first() ? "came " : "is here ") + peer.id() + " " + peer.status());
            peer.onStatusChanged(status -> diary.write("status of " + peer.id() + " " + status));
            peer.onLeft(() -> diary.write("left " + peer.id()));
            for (var event : events) {
                peer.on(event, data -> diary.write(event + " of " + peer.id() + " " + data));
            }
        });
        signaling.onInterrupted(interruption -> diary.write("interrupted "
                + interruption.cause().code() + ", attempt " + interruption.attempt() + " in "
                + interruption.delay().toMillis() + " ms"));
        signaling.onResumed(() -> diary.write("resumed"));
        signaling.onReconnected((oldId, newId) -> diary.write("reconnected " + oldId + " " + newId));
        signaling.onClosed(ending -> diary.write("closed " + ending.code() + " " + ending.reason()));
        signaling.onError(error -> diary.write("error " + error.code()));
        return diary;
    }

    void write(String line) {
        lines.add(line.replace('"', '\'').strip());
    }

    /** The lines since the last call. */
    List<String> take() {
        var taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
