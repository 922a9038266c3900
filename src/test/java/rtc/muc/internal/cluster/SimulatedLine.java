package rtc.muc.internal.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.websocket.SimulatedSessions;
import rtc.muc.internal.websocket.WebSocketPeer;

/** One connection of a client that can resume. What is in transit when it is lost does not arrive. */
final class SimulatedLine implements SimulatedSessions.Wire {

    /** The client's side of a line. */
    interface Owner {
        void opened(SimulatedLine line);

        void hears(SimulatedLine line, ServerMessage message);

        void closed(SimulatedLine line, EndReason why);
    }

    private final SimulatedCluster cluster;
    private final SimulatedServer server;
    private final Owner owner;
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private @Nullable WebSocketPeer session;
    private boolean taking;
    private boolean lost;

    /** Whether messages of the client that are in transit when the line is lost still arrive. */
    private boolean late;

    private int inTransit;
    private long lastUp;
    private long lastDown;

    SimulatedLine(SimulatedCluster cluster, SimulatedServer server, Owner owner) {
        this.cluster = cluster;
        this.server = server;
        this.owner = owner;
    }

    SimulatedServer server() {
        return server;
    }

    boolean isLost() {
        return lost;
    }

    boolean isIdle() {
        return !lost && inTransit == 0;
    }

    /** Opens the line at once. */
    WebSocketPeer open(SimulatedClient client) {
        session = server.sessions().open(this, client.room(), client.identity());
        return session;
    }

    /** Opens the line after a while. */
    void connect(SimulatedClient client) {
        up(0, () -> {
            open(client);
            down(() -> owner.opened(this), () -> {});
        });
    }

    void say(ClientMessage message) {
        String text = cluster.add(message);
        boolean slow = message instanceof ClientMessage.Resume && cluster.chance(0.2);
        up(slow ? cluster.random(2000) : 0, () -> {
            if (!lost || late) {
                Objects.requireNonNull(session).text(text, true);
            }
        });
    }

    /** Cuts the line; if the node has accepted it, it notices the loss within some time. */
    void lose(int within) {
        lost = true;
        late = cluster.chance(0.5);
        up(cluster.random(within), () -> {
            if (session != null) {
                session.closed();
            }
        });
    }

    @Override
    public void send(String text, Runnable sent) {
        inTransit++;
        down(() -> owner.hears(this, cluster.read(text)), () -> {
            inTransit--;
            sent.run();
        });
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (payload.getLong(0) < 0) {
            cluster.count("questions whether a client is here");
        }
        down(() -> {}, () -> up(0, () -> Objects.requireNonNull(session).pong(payload)));
    }

    @Override
    public void close(EndReason why) {
        down(() -> owner.closed(this, why), () -> {});
    }

    private void down(Runnable arrival, Runnable sent) {
        lastDown = Math.max(lastDown, cluster.now() + cluster.clientDelay());
        cluster.after(lastDown - cluster.now(), () -> {
            if (!lost && !server.isStopped()) {
                arrival.run();
                server.run(sent);
            }
        });
    }

    private void up(long delay, Runnable task) {
        lastUp = Math.max(lastUp, cluster.now() + delay + cluster.clientDelay());
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
}
