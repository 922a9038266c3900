package rtc.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.it.Deployed;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.config.Settings;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Outbox;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Rooms that are created and left, each with another name: measures what remains of them on the heap after a full
 * collection.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(900)
@Tag("bench")
final class RoomChurnBenchmark {

    private static final int IN_MEMORY = Integer.getInteger("muc.bench.rooms", 1_000_000);
    private static final int CONNECTIONS = Integer.getInteger("muc.bench.connections", 20_000);
    private static final double AT_MOST = 1.02;
    private static final String JOIN = json("{'type':'join','status':{'name':'Ada'}}");
    private static final String LEAVE = json("{'type':'leave'}");

    private static final Outbox NOWHERE = new Outbox() {
        @Override
        public boolean add(String text) {
            return true;
        }

        @Override
        public void add(ServerMessage.Joined joined) {}

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void close(EndReason ending) {}
    };

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void roomsWithoutConnectionsLeakNoHeap() throws IOException {
        ServerProcess here = new ServerProcess(ProcessHandle.current());
        Settings settings = Settings.read(key -> Optional.empty());
        try (MessageCodec codec = new MessageCodec(settings.messages())) {
            Rooms rooms = new Rooms(
                    codec::write,
                    () -> UUID.randomUUID().toString(),
                    InstantSource.system(),
                    System::nanoTime,
                    settings.rooms(),
                    RoomListener.NONE);
            churn(rooms, codec, 20_000);
            long before = here.liveHeap();
            churn(rooms, codec, IN_MEMORY);
            long after = here.liveHeap();
            System.out.printf(
                    "%d rooms made and left in memory: %d KiB on the heap before, %d KiB after%n",
                    IN_MEMORY, before / 1024, after / 1024);
            assertThat(rooms.names()).isEmpty();
            assertThat((double) after / before).isLessThanOrEqualTo(AT_MOST);
        }
    }

    @Test
    void roomsWithConnectionsLeakNoHeap() throws IOException {
        ServerProcess server = ServerProcess.started();
        connect(2_000);
        settle();
        long before = server.liveHeap();
        connect(CONNECTIONS);
        settle();
        long after = server.liveHeap();
        System.out.printf(
                "%d rooms of a connection each, on %s: %d KiB on the heap before, %d KiB after%n",
                CONNECTIONS, Deployed.server(), before / 1024, after / 1024);
        assertThat((double) after / before).isLessThanOrEqualTo(AT_MOST);
    }

    private static void churn(Rooms rooms, MessageCodec codec, int count) {
        for (int i = 0; i < count; i++) {
            Peer peer = rooms.attach(new RoomName("room " + i), NOWHERE);
            peer.messages().receive(codec.read(JOIN));
            assertThat(peer.hasJoined()).isTrue();
            peer.messages().receive(codec.read(LEAVE));
        }
    }

    private static void connect(int rooms) throws IOException {
        for (int i = 0; i < rooms; i++) {
            try (RawWebSocket peer =
                    Handshake.with(Deployed.ws(), "/muc/" + UUID.randomUUID()).open()) {
                peer.join();
                peer.send(LEAVE);
                assertThat(peer.awaitClose()).isEqualTo(1000);
            }
        }
    }

    /** Waits, because the server retains the data of a closed connection for some seconds. */
    private static void settle() {
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
    }
}
