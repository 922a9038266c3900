package rtc.muc.internal.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The two threads of a link: one runs its tasks, the other sends messages as fast as the stream accepts them. */
final class SimulatedDriver implements LinkDriver {

    private final SimulatedCluster cluster;
    private final SimulatedServer server;
    private final SimulatedStream stream;
    private final String address;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean due;
    private boolean running;
    private boolean sending;
    private long mine;
    private long theirs;
    private long heardAt;
    private @Nullable Long upSince;

    SimulatedDriver(SimulatedCluster cluster, SimulatedServer server, String address) {
        this.cluster = cluster;
        this.server = server;
        this.address = address;
        this.stream = cluster.stream(server.node(), cluster.node(address));
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(server.isTicking() ? () -> tick(task) : task);
        if (!due && !running) {
            due = true;
            cluster.after(0, () -> server.node().run(this::run));
        }
    }

    @Override
    public void sendSoon() {
        if (!sending) {
            sending = true;
            cluster.after(cluster.randomFaults().sendDelay(cluster), () -> server.node()
                    .run(this::send));
        }
    }

    @Override
    public void end() {
        cluster.count("forgotten links");
    }

    /** {@return since when this side has sent in the current session, null if there is none} */
    @Nullable
    Long upSince() {
        return upSince;
    }

    /** Notes that a message has arrived, before the link receives it. */
    void arrives(NodeMessage message) {
        execute(() -> {
            if (message instanceof NodeMessage.Beat beat) {
                hear(beat.mine(), beat.theirs());
            } else if (message instanceof NodeMessage.Numbered numbered) {
                hear(numbered.mine(), numbered.theirs());
            }
        });
    }

    /** Notes when a message belongs to the session in which this side sends. */
    private void hear(long otherMine, long otherTheirs) {
        if (otherMine == theirs && otherTheirs == mine) {
            heardAt = cluster.now();
        }
    }

    private void tick(Runnable task) {
        long before = server.links().counts().silences();
        task.run();
        if (server.links().counts().silences() > before) {
            checkSilence();
        }
    }

    /** Checks that this node, while it ran, has heard nothing from a node with which it ends a session as silent. */
    private void checkSilence() {
        long shortest = LinkTimes.DEFAULT.silenceOutsideView().toMillis();
        long awake = cluster.now() - server.node().longPauseEndedAt();
        boolean heard = !cluster.randomFaults().disorder && cluster.now() - heardAt < shortest;
        if (heard || awake < shortest) {
            cluster.violation(
                    "NEEDLESS",
                    server.address() + " ends the session with " + address
                            + (heard ? ", which it hears" : " after its own pause"));
        }
    }

    private void run() {
        due = false;
        running = true;
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
        running = false;
    }

    private void send() {
        sending = false;
        while (stream.hasRoom()) {
            NodeMessage next = server.links().next(address, this);
            if (next == null) {
                return;
            }
            note(next);
            stream.send(next);
        }
        stream.onRoom(this::sendSoon);
    }

    private void note(NodeMessage sent) {
        if (sent instanceof NodeMessage.Beat beat) {
            note(beat.mine(), beat.theirs(), beat.up());
        } else if (sent instanceof NodeMessage.Numbered numbered) {
            note(numbered.mine(), numbered.theirs(), true);
        }
    }

    private void note(long mineNow, long theirsNow, boolean up) {
        upSince = !up ? null : mineNow == mine && upSince != null ? upSince : Long.valueOf(cluster.now());
        mine = mineNow;
        theirs = theirsNow;
    }
}
