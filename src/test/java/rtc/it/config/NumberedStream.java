package rtc.it.config;

import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import rtc.wire.Frame;
import rtc.wire.RawWebSocket;

/** Numbered events from one peer to another, of which so few are on the way at once that no limit is reached. */
final class NumberedStream implements AutoCloseable {

    private static final int UNDER_WAY = 1000;
    private static final String DATA = "\"data\":";

    private final RawWebSocket sender;
    private final RawWebSocket receiver;
    private final String receiverId;
    private final int count;
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private int gaps;
    private int doubles;

    private NumberedStream(RawWebSocket sender, RawWebSocket receiver, String receiverId, int count) {
        this.sender = sender;
        this.receiver = receiver;
        this.receiverId = receiverId;
        this.count = count;
    }

    /** A stream of this many events between two clients that have not joined yet. */
    static NumberedStream between(RawWebSocket sender, RawWebSocket receiver, int count) throws IOException {
        CrossingJoins joins = CrossingJoins.of(sender, receiver);
        return new NumberedStream(sender, receiver, joins.secondId(), count);
    }

    void send() throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            if (!room.tryAcquire(1, TimeUnit.MINUTES)) {
                throw new IOException("The events do not arrive");
            }
            sender.send(json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(receiverId, i));
        }
    }

    void receive() throws IOException {
        int expected = 0;
        while (expected < count) {
            String text = receiver.text();
            int start = text.lastIndexOf(DATA) + DATA.length();
            int number = Integer.parseInt(text, start, text.length() - 1, 10);
            gaps += Math.max(0, number - expected);
            doubles += number < expected ? 1 : 0;
            expected = Math.max(expected, number + 1);
            if (number % UNDER_WAY == 0) {
                receiver.send(Frame.of(Frame.PONG)); // so that the receiver does not seem silent
            }
            room.release();
        }
        while (receiver.readable(Duration.ofMillis(500))) {
            doubles += receiver.read().opcode() == Frame.PING ? 0 : 1;
        }
    }

    /** {@return how many events were lost, or arrived after a later one} */
    int gaps() {
        return gaps;
    }

    /** {@return how many events arrived again, or after a later one} */
    int doubles() {
        return doubles;
    }

    @Override
    public void close() throws IOException {
        sender.close();
        receiver.close();
    }
}
