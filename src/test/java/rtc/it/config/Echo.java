package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Two clients on two nodes that repeatedly send an event back and forth; measures how long that takes. */
final class Echo implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final RawWebSocket first;
    private final String firstId;
    private final RawWebSocket second;
    private final String secondId;
    private long longest;

    private Echo(RawWebSocket first, String firstId, RawWebSocket second, String secondId) {
        this.first = first;
        this.firstId = firstId;
        this.second = second;
        this.secondId = secondId;
    }

    /** Creates clients on the first two nodes, each of which knows the other. */
    static Echo in(String room, WildFlyNodes nodes) throws IOException {
        RawWebSocket first = Handshake.with(nodes.ws(0), "/muc/" + room).open();
        String firstId = first.join();
        new ClusterClients(nodes).awaitKnown(1, room, firstId);
        RawWebSocket second = Handshake.with(nodes.ws(1), "/muc/" + room).open();
        second.join();
        return new Echo(first, firstId, second, ClusterClients.id(first.text(), "peer"));
    }

    /** Sends an event, waits for its echo, and pauses. */
    void call() throws IOException {
        callAtOnce();
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /** Sends an event and waits for its echo. */
    void callAtOnce() throws IOException {
        long start = System.nanoTime();
        say(first, secondId);
        assertThat(second.text()).contains("\"from\"");
        say(second, firstId);
        assertThat(first.text()).contains("\"from\"");
        longest = Math.max(longest, System.nanoTime() - start);
    }

    /** {@return how many milliseconds the slowest echo took since this method was last called} */
    long longestMillis() {
        long millis = TimeUnit.NANOSECONDS.toMillis(longest);
        longest = 0;
        return millis;
    }

    private static void say(RawWebSocket from, String to) throws IOException {
        from.send(json("{'type':'to','peer':'%s','event':'echo','data':1}").formatted(to));
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
