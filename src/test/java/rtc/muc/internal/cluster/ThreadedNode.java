package rtc.muc.internal.cluster;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/** A node with real threads: for each link to another node in this JVM, one runs tasks and one sends. */
final class ThreadedNode implements AutoCloseable {

    private final String address;
    private final ConcurrentMap<String, ThreadedNode> nodes;
    private final ConcurrentMap<String, Driver> drivers = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final Rooms rooms;
    private final Links links;

    /** @param nodes all nodes by address; this node is added later */
    ThreadedNode(String address, ConcurrentMap<String, ThreadedNode> nodes, MessageCodec codec, Supplier<String> ids) {
        this.address = address;
        this.nodes = nodes;
        ClusterPublisher publisher = new ClusterPublisher();
        rooms = new Rooms(
                codec::write,
                ids,
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                RoomLimits.NONE,
                RoomListener.NONE,
                publisher);
        LinkContext context = new LinkContext(
                rooms.shared(),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextLong(),
                LinkTimes.DEFAULT,
                LinkContext.DEFAULT_BOUND,
                LinkListener.NONE);
        links = new Links(address, context, publisher, Driver::new);
    }

    String address() {
        return address;
    }

    Rooms rooms() {
        return rooms;
    }

    void view(Set<String> members) {
        links.view(1, members);
    }

    void beat() {
        links.tick();
    }

    /** {@return how many messages this node has sent, after running the tasks that wait now} */
    long sentWhenIdle() {
        List.copyOf(drivers.values()).forEach(Driver::settle);
        return sent.get();
    }

    @Override
    public void close() {
        drivers.values().forEach(Driver::close);
    }

    private final class Driver implements LinkDriver, AutoCloseable {

        private final String other;
        private final ExecutorService tasks = Executors.newSingleThreadExecutor();
        private final ExecutorService sender = Executors.newSingleThreadExecutor();
        private final AtomicBoolean due = new AtomicBoolean();

        Driver(String other) {
            this.other = other;
            drivers.put(other, this);
        }

        @Override
        public void execute(Runnable task) {
            tasks.execute(task);
        }

        @Override
        public void sendSoon() {
            if (due.compareAndSet(false, true)) {
                sender.execute(this::send);
            }
        }

        private void send() {
            due.set(false);
            ThreadedNode to = nodes.get(other);
            for (NodeMessage next = links.next(other, this);
                    next != null && to != null;
                    next = links.next(other, this)) {
                sent.incrementAndGet();
                to.links.receive(address, next);
            }
        }

        @Override
        public void end() {
            drivers.remove(other, this);
            close();
        }

        void settle() {
            try {
                tasks.submit(() -> {}).get(20, TimeUnit.SECONDS);
                sender.submit(() -> {}).get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("A link is not done in time", e);
            }
        }

        @Override
        public void close() {
            tasks.shutdownNow();
            sender.shutdownNow();
        }
    }
}
