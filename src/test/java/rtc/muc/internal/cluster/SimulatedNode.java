package rtc.muc.internal.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A node's process on a host, from start to crash, with its own address. It may be paused for a while. */
final class SimulatedNode {

    /** A pause that makes a beat late, with time for the tasks that run when the pause begins. */
    private static final long LATE =
            LinkTimes.DEFAULT.beat().plus(LinkTimes.DEFAULT.late()).toMillis() + 100;

    private final SimulatedCluster cluster;
    private final int host;
    private final String address;
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private Set<String> told = new TreeSet<>();
    private Set<String> view = new TreeSet<>();
    private long viewId;
    private boolean paused;
    private boolean catchingUp;
    private boolean crashed;
    private long crashedAt;
    private long pausedAt;
    private long resumedAt = Long.MIN_VALUE / 2;
    private long longPauseEndedAt = Long.MIN_VALUE / 2;
    private @Nullable SimulatedServer server;

    SimulatedNode(SimulatedCluster cluster, int host, String address) {
        this.cluster = cluster;
        this.host = host;
        this.address = address;
    }

    int host() {
        return host;
    }

    String address() {
        return address;
    }

    boolean isPaused() {
        return paused;
    }

    boolean isCrashed() {
        return crashed;
    }

    long crashedAt() {
        return crashedAt;
    }

    /** {@return the end of the last pause} */
    long resumedAt() {
        return resumedAt;
    }

    /** {@return the end of the last pause after which the node's beats were late} */
    long longPauseEndedAt() {
        return longPauseEndedAt;
    }

    /** {@return the application on this node, null if it is not deployed} */
    @Nullable
    SimulatedServer server() {
        return server;
    }

    /** {@return the members of the last view sent to this node, which may not have arrived yet} */
    Set<String> told() {
        return told;
    }

    void run(Runnable task) {
        if (!crashed) {
            if (paused || catchingUp || !backlog.isEmpty()) {
                backlog.add(task);
            } else {
                task.run();
            }
        }
    }

    void deploy() {
        if (!crashed && server == null) {
            cluster.tell(() -> address + " deploys");
            server = new SimulatedServer(cluster, this, cluster.randomFaults().limits);
            server.start(viewId, view);
        }
    }

    void undeploy() {
        SimulatedServer ended = server;
        if (!crashed && ended != null) {
            cluster.tell(() -> address + " undeploys");
            server = null;
            ended.undeploy();
        }
    }

    void crash() {
        SimulatedServer ended = server;
        if (!crashed) {
            cluster.tell(() -> address + " crashes");
            crashed = true;
            crashedAt = cluster.now();
            backlog.clear();
            server = null;
            if (ended != null) {
                ended.crash();
            }
            cluster.network().crashed(this);
        }
    }

    void pause() {
        if (!crashed && !paused) {
            cluster.tell(() -> address + " pauses");
            paused = true;
            pausedAt = cluster.now();
        }
    }

    /** Ends a pause. The node's timers then race with the messages that arrived during the pause. */
    void resume() {
        if (paused) {
            cluster.tell(() -> address + " goes on");
            paused = false;
            resumedAt = cluster.now();
            longPauseEndedAt = resumedAt - pausedAt > LATE ? resumedAt : longPauseEndedAt;
            Runnable beat = () -> {
                if (server != null) {
                    server.beat();
                }
            };
            if (cluster.chance(0.5)) {
                backlog.addFirst(beat);
            } else {
                backlog.addLast(beat);
            }
            catchUp();
            cluster.network().changed(this);
        }
    }

    private void catchUp() {
        Runnable next = paused || crashed || catchingUp ? null : backlog.poll();
        if (next != null) {
            catchingUp = true;
            next.run();
            catchingUp = false;
            if (!backlog.isEmpty()) {
                cluster.after(cluster.random(3), this::catchUp);
            }
        }
    }

    void receive(SimulatedNode sender, NodeMessage message) {
        SimulatedServer now = server;
        if (now != null) {
            now.receive(sender.address(), message);
        }
    }

    /** Sends this node a view, which arrives after a delay, perhaps later than a newer view. */
    void tellView(long id, Set<String> members, long delay) {
        told = members;
        cluster.after(delay, () -> run(() -> hearView(id, members)));
    }

    private void hearView(long id, Set<String> members) {
        cluster.tell(() -> address + " hears view " + id + " " + members);
        if (id > viewId) {
            viewId = id;
            view = members;
        }
        if (server != null) {
            server.links().view(id, members);
        }
    }
}
