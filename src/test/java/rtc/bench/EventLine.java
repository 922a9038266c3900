package rtc.bench;

import java.util.function.IntConsumer;

/** Passes numbered events from one peer to another. */
interface EventLine extends AutoCloseable {

    /** Sends the event of that number. */
    void send(int number);

    /** From now on the numbers of the events that arrive go there. */
    void onEvent(IntConsumer listener);

    @Override
    void close();
}
