package rtc.muc.internal.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import rtc.muc.internal.protocol.ErrorCode;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/** Two nodes, between which a test passes the messages. */
final class LinkScene {

    private final AtomicLong nanos = new AtomicLong();
    private final LinkNode b = new LinkNode("b", "a", nanos, LinkContext.DEFAULT_BOUND);
    private LinkNode a = new LinkNode("a", "b", nanos, LinkContext.DEFAULT_BOUND);

    LinkNode a() {
        return a;
    }

    LinkNode b() {
        return b;
    }

    /**
     * Replaces the first node by a new one.
     *
     * @param bound how many bytes of changes may wait to be sent by the new node
     */
    void restart(long bound) {
        a = new LinkNode("a", "b", nanos, bound);
    }

    /** Lets both nodes send a beat, and passes the messages both ways for ten rounds. */
    void exchange() {
        a.beats();
        b.beats();
        meet();
    }

    void meet() {
        for (int round = 0; round < 10; round++) {
            b.receives(a.sends());
            a.receives(b.sends());
        }
    }

    /** Lets the first node run for a while without receiving anything. */
    void beatAlone(Duration time) {
        for (Duration passed = Duration.ZERO;
                passed.compareTo(time) < 0;
                passed = passed.plus(LinkTimes.DEFAULT.beat())) {
            pass(LinkTimes.DEFAULT.beat());
            a.beats();
        }
    }

    void overflow(LinkNode.Client sender, String recipient) {
        while (sender.told().stream().noneMatch(LinkScene::isUnknownPeer)) {
            sender.to(recipient, "more");
        }
        a.runTasks();
    }

    private static boolean isUnknownPeer(ServerMessage message) {
        return message instanceof ServerMessage.Failure failure && failure.code() == ErrorCode.UNKNOWN_PEER;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    static ServerMessage joined(String id) {
        return new ServerMessage.Joined(id, Map.of());
    }

    static ServerMessage supplement(String id, String peer) {
        return new ServerMessage.Joined(id, Map.of(peer, JsonText.EMPTY_OBJECT));
    }

    static ServerMessage came(String peer) {
        return new ServerMessage.PeerJoined(peer, JsonText.EMPTY_OBJECT);
    }

    static ServerMessage left(String peer) {
        return new ServerMessage.PeerLeft(peer);
    }
}
