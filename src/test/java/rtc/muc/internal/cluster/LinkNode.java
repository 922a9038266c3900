package rtc.muc.internal.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.PromptOutbox;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** A node with a link to one other node, for tests that act as the network: they fetch and deliver the messages. */
final class LinkNode implements LinkDriver {

    private final String other;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<ServerMessage> written = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private final Rooms rooms;
    private final Links links;
    private @Nullable Class<? extends ServerMessage> failing;
    private long numbers;
    private int ids;
    private int forgotten;

    /**
     * Creates a node that has received a view with the other node.
     *
     * @param bound how many bytes of changes may wait to be sent
     */
    LinkNode(String self, String other, AtomicLong nanos, long bound) {
        this.other = other;
        ClusterPublisher publisher = new ClusterPublisher();
        publisher.publishAs("node-" + self);
        rooms = new Rooms(
                this::write,
                () -> self + ++ids,
                InstantSource.fixed(Instant.EPOCH),
                nanos::get,
                RoomLimits.NONE,
                RoomListener.NONE,
                publisher);
        LinkContext context = new LinkContext(
                rooms.shared(),
                nanos::get,
                () -> ++numbers + self.charAt(0) * 1000L,
                LinkTimes.DEFAULT,
                bound,
                recorder());
        links = new Links(self, context, publisher, address -> this);
        links.view(1, Set.of(self, other));
        runTasks();
    }

    /** {@return the beginnings and ends of sessions of which this node was notified} */
    List<String> sessions() {
        return sessions;
    }

    /** {@return how many links this node has forgotten} */
    int forgotten() {
        return forgotten;
    }

    Rooms rooms() {
        return rooms;
    }

    Links links() {
        return links;
    }

    /** Lets a client join a room on this node. */
    Client join(String room) {
        Client client = new Client(room, "");
        client.peer.messages().receive(new ClientMessage.Join(JsonText.EMPTY_OBJECT, false));
        return client;
    }

    /** Lets a client with a principal join a room on this node; the client accepts events of the application. */
    Client join(String room, String principal) {
        Client client = new Client(room, principal);
        client.peer.messages().receive(new ClientMessage.Join(JsonText.EMPTY_OBJECT, true));
        return client;
    }

    private LinkListener recorder() {
        return new LinkListener() {
            @Override
            public void begun(String node) {
                sessions.add(node);
            }

            @Override
            public void ended(String node, SessionEnd why) {
                sessions.add(why.name());
            }
        };
    }

    /** {@return the messages that wait to be sent, which are removed from the queue} */
    List<NodeMessage> sends() {
        List<NodeMessage> sent = new ArrayList<>();
        for (NodeMessage next = links.next(other, this); next != null; next = links.next(other, this)) {
            sent.add(next);
        }
        return sent;
    }

    /** {@return the changes in the messages that wait to be sent; all these messages are removed from the queue} */
    List<NodeMessage.Change> changes() {
        return sends().stream()
                .filter(NodeMessage.Numbered.class::isInstance)
                .map(message -> ((NodeMessage.Numbered) message).change())
                .toList();
    }

    void receives(List<NodeMessage> messages) {
        messages.forEach(message -> links.receive(other, message));
        runTasks();
    }

    void beats() {
        links.tick();
        runTasks();
    }

    /** Stops the links, which notifies the other node. */
    void stops() {
        links.stop();
        runTasks();
    }

    /** {@return the ids of the peers in a room, as this node knows them} */
    List<String> roster(String room) {
        return rooms.peers(new RoomName(room)).stream().map(peer -> peer.id()).toList();
    }

    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void sendSoon() {}

    /** Lets the next such message fail as if memory were exhausted. */
    void failsToWrite(Class<? extends ServerMessage> kind) {
        failing = kind;
    }

    @Override
    public void end() {
        forgotten++;
    }

    private String write(ServerMessage message) {
        if (failing != null && failing.isInstance(message)) {
            failing = null;
            throw new OutOfMemoryError("as if memory were exhausted");
        }
        written.add(message);
        return Integer.toString(written.size() - 1);
    }

    /** A client that records the messages that it receives. */
    final class Client {

        private final Peer peer;
        private final List<ServerMessage> told = new ArrayList<>();
        private final PromptOutbox outbox =
                new PromptOutbox(LinkNode.this::write, text -> told.add(written.get(Integer.parseInt(text))));

        private Client(String room, String principal) {
            PeerIdentity identity = new PeerIdentity(Optional.of(principal), "", Optional.empty());
            peer = rooms.attach(new RoomName(room), identity, Set.of(Permission.values()), outbox);
        }

        /** {@return why the client was ended, null if it was not} */
        @Nullable
        EndReason ending() {
            return outbox.ending();
        }

        String id() {
            return peer.id();
        }

        void leave() {
            peer.messages().receive(new ClientMessage.Leave());
        }

        void status(String json) {
            peer.messages().receive(new ClientMessage.Status(new JsonText(json)));
        }

        void to(String recipient, String event) {
            peer.messages().receive(new ClientMessage.To(recipient, event, null));
        }

        /** {@return the messages received since the last call} */
        List<ServerMessage> told() {
            List<ServerMessage> all = List.copyOf(told);
            told.clear();
            return all;
        }
    }
}
