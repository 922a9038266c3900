package rtc.muc.internal.cluster;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;

/** Clients that connect, often several at the same moment, send messages, and leave. */
final class Crowd {

    private static final int MANY = 12;
    private static final int SMALL_OUTBOX = 6;
    private static final int LARGE_OUTBOX = 10_000;

    private final SimulatedCluster cluster;
    private final SplittableRandom dice;
    private final int rooms;
    private final int most;
    private final long lastArrival;
    private int came;
    private boolean calm;

    /**
     * Creates an empty crowd.
     *
     * @param rooms how many rooms there are
     * @param most the maximum number of clients that connect
     */
    Crowd(SimulatedCluster cluster, SplittableRandom dice, int rooms, int most, long lastArrival) {
        this.cluster = cluster;
        this.dice = dice;
        this.rooms = rooms;
        this.most = most;
        this.lastArrival = lastArrival;
    }

    void plan() {
        cluster.onWelcome(client -> {
            client.join();
            live(client);
        });
        int start = 3 + dice.nextInt(8);
        for (int client = 0; client < start; client++) {
            cluster.after(1600 + dice.nextInt(6000), () -> come(null));
        }
        cluster.after(2500 + dice.nextInt(3000), this::burst);
        cluster.after(5000, this::arrive);
        cluster.application().plan();
    }

    /** Silences the clients and the application: from now on, no client connects, leaves, or sends anything. */
    void calm() {
        cluster.tell(() -> "*** clients fall silent");
        calm = true;
        cluster.application().calm();
    }

    private void arrive() {
        if (calm || cluster.now() > lastArrival) {
            return;
        }
        long here =
                cluster.clients().stream().filter(client -> !client.isOver()).count();
        if (here < MANY && cluster.chance(0.3)) {
            burst();
        } else if (here < MANY) {
            come(null);
        }
        cluster.after(300 + cluster.random(3700), this::arrive);
    }

    /** Lets several clients join one room at the same moment. */
    private void burst() {
        RoomName room = anyRoom();
        int count = 2 + cluster.random(3);
        for (int client = 0; client < count; client++) {
            cluster.after(cluster.random(6), () -> come(room));
        }
    }

    private void come(@Nullable RoomName wanted) {
        RoomName room = wanted == null ? anyRoom() : wanted;
        SimulatedServer server =
                cluster.hosts().get(cluster.random(cluster.hosts().size())).server();
        if (came < most && server != null && !calm) {
            came++;
            int bound = cluster.randomFaults().losesClients && cluster.chance(0.03) ? SMALL_OUTBOX : LARGE_OUTBOX;
            SimulatedClient client = cluster.connect(server, room, bound);
            client.join();
            live(client);
        }
    }

    private void live(SimulatedClient client) {
        cluster.after(50 + cluster.random(2450), () -> {
            if (!client.isOver() && !calm) {
                act(client, cluster.random(100));
                live(client);
            }
        });
    }

    private void act(SimulatedClient client, int choice) {
        if (choice < 45) {
            client.chat();
        } else if (choice < 83) {
            client.changeStatus();
        } else if (choice < 85) {
            client.leave();
        } else if (choice < 88 && cluster.randomFaults().losesClients) {
            lose(client, choice);
        } else if (choice < 90) {
            client.connection().stall(cluster.random(8000));
        } else {
            for (int times = 0; times < 3; times++) {
                act(client, cluster.chance(0.5) ? 0 : 50);
            }
        }
    }

    private static void lose(SimulatedClient client, int choice) {
        if (choice < 87) {
            client.vanish();
        } else {
            client.connection().kick();
        }
    }

    private RoomName anyRoom() {
        return new RoomName("r" + cluster.random(rooms));
    }
}
