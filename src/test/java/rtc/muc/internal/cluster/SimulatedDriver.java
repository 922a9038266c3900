package rtc.muc.internal.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

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

    SimulatedDriver(SimulatedCluster cluster, SimulatedServer server, String address) {
        this.cluster = cluster;
        this.server = server;
        this.address = address;
        this.stream = cluster.stream(server.node(), cluster.node(address));
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
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
            stream.send(next);
        }
        stream.onRoom(this::sendSoon);
    }
}
