package rtc.muc.internal.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RoomPublisher;

/** Publishes the changes of this node's peers in all current sessions. Thread-safe. */
public final class ClusterPublisher implements RoomPublisher {

    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile String node = "";

    /** Sets the name of this node. */
    public void publishAs(String name) {
        node = name;
    }

    /** Adds a link. Changes are published over it while it has a session. */
    void add(Link link) {
        links.add(link);
    }

    /** Removes a link that has no session. */
    void remove(Link link) {
        links.remove(link);
    }

    @Override
    public void joined(PresentedPeer peer) {
        publish(session -> session.joined(peer));
    }

    @Override
    public void statusChanged(RoomName room, String peer, JsonText status) {
        publish(session -> session.statusChanged(peer, status));
    }

    @Override
    public void left(RoomName room, String peer) {
        publish(session -> session.left(peer));
    }

    @Override
    public void request(NodeRequest request) {
        publish(session -> session.request(request));
    }

    @Override
    public String node() {
        return node;
    }

    private void publish(Consumer<Session> change) {
        for (Link link : links) {
            Session session = link.session();
            if (session != null) {
                change.accept(session);
            }
        }
    }
}
