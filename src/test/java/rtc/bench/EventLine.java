package rtc.bench;

import java.util.function.IntConsumer;

/** Passes numbered events from one peer to another. */
interface EventLine extends AutoCloseable {

    /** Sends the event with this number. */
    void send(int number);

    /** Passes the numbers of the events that arrive from now on to {@code listener}. */
    void onEvent(IntConsumer listener);

    @Override
    void close();
}
