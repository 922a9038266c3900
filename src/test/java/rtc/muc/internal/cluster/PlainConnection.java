package rtc.muc.internal.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import rtc.muc.EndReason;
import rtc.muc.Permission;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.Peer;

/**
 * The connection of a client that cannot resume: an outbox on the node, and an ordered stream of messages to the node.
 * Messages are delayed in both directions, sometimes for long.
 */
final class PlainConnection implements SimulatedConnection, Outbox {

    private static final Set<Permission> EVERYTHING = Set.of(Permission.values());

    private record Waiting(String statusOf, ServerMessage message) {}

    private final SimulatedCluster cluster;
    private final SimulatedServer server;
    private final SimulatedClient client;
    private final int bound;
    private final Peer peer;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private boolean draining;
    private boolean taking;
    private boolean closed;
    private boolean left;
    private long stalledUntil;
    private long lastUp;

    PlainConnection(SimulatedCluster cluster, SimulatedServer server, SimulatedClient client, int bound) {
        this.cluster = cluster;
        this.server = server;
        this.client = client;
        this.bound = bound;
        this.peer = server.rooms().attach(client.room(), client.identity(), EVERYTHING, this);
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public SimulatedServer server() {
        return server;
    }

    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public boolean isIdle() {
        return !draining;
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    /** Delays all new messages in both directions until this time has passed. */
    @Override
    public void stall(long time) {
        stalledUntil = cluster.now() + time;
    }

    @Override
    public void say(ClientMessage message, Runnable onTaken) {
        client.notes().said(message);
        toNode(() -> {
            if (!peer.hasEnded()) {
                onTaken.run();
                peer.messages().receive(message);
            }
        });
    }

    @Override
    public void vanish() {
        cluster.after(cluster.random(1000), () -> server.run(() -> peer.end(EndReason.GONE)));
    }

    @Override
    public boolean add(String text) {
        return add("", cluster.read(text));
    }

    @Override
    public boolean addStatus(String statusOf, String text) {
        if (cluster.randomFaults().conflates) {
            waiting.removeIf(each -> each.statusOf().equals(statusOf));
        }
        return add(statusOf, cluster.read(text));
    }

    @Override
    public void add(ServerMessage.Joined joined) {
        waiting.add(new Waiting("", joined));
    }

    @Override
    public boolean flush() {
        drainLater();
        return true;
    }

    @Override
    public void close(EndReason ending) {
        if (!closed) {
            closed = true;
            left = ending == EndReason.LEFT;
            if (!ending.delivers()) {
                waiting.clear();
            }
            drainLater();
        }
    }

    private boolean add(String statusOf, ServerMessage message) {
        if (closed) {
            return true;
        }
        if (waiting.size() >= bound) {
            return false;
        }
        cluster.delivered(client, message);
        waiting.add(new Waiting(statusOf, message));
        return true;
    }

    private void drainLater() {
        if (!draining) {
            draining = true;
            cluster.after(delay(), () -> server.run(this::drain));
        }
    }

    private void drain() {
        draining = false;
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            client.receive(next.message());
        }
        if (closed) {
            client.end();
        }
    }

    private void toNode(Runnable task) {
        lastUp = Math.max(lastUp, cluster.now() + delay());
        cluster.after(
                lastUp - cluster.now(),
                () -> server.run(() -> {
                    inbox.add(task);
                    take();
                }));
    }

    /** Handles the incoming messages one at a time, even if another task interrupts. */
    private void take() {
        if (!taking) {
            taking = true;
            for (Runnable next = inbox.poll(); next != null; next = inbox.poll()) {
                next.run();
            }
            taking = false;
        }
    }

    private long delay() {
        return Math.max(stalledUntil - cluster.now(), 0) + cluster.clientDelay();
    }
}
