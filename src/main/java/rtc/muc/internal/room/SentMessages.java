package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent to a client that resumes, until it has confirmed them: those that may have to be sent
 * again over another connection. A plain object for one thread at a time.
 *
 * <p>A message has two numbers. The client counts the messages of its membership, however many connections that takes;
 * by this number it says what it has received when it resumes. On one connection, each send has a number, and other texts
 * are sent in between; by this number pongs confirm what arrived over that connection.
 */
public final class SentMessages {

    /**
     * A message that is kept.
     *
     * @param text what is sent
     * @param size what it counts in the bounds of an outbox
     * @param bytes what it takes of memory
     */
    public record Message(String text, int size, int bytes) {}

    /** A message that was sent over the current connection, by the send of that number. */
    private record Sent(Message message, long send) {}

    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Message> again = new ArrayDeque<>();
    private long confirmed;
    private long size;
    private long bytes;

    /** Keeps a message that is sent for the first time, by the send of that number over the current connection. */
    public void sent(Message message, long send) {
        sent.add(new Sent(message, send));
        size += message.size();
        bytes += message.bytes();
    }

    /**
     * Takes the next message that must be sent again over the current connection, before any other.
     *
     * @param send the number of the send that sends it
     * @return its text; null when there is none
     */
    public @Nullable Message nextAgain(long send) {
        Message message = again.poll();
        if (message != null) {
            sent.add(new Sent(message, send));
        }
        return message;
    }

    /** All that was sent over the current connection has arrived, up to the send of that number. */
    public void arrived(long send) {
        while (!sent.isEmpty() && sent.element().send() <= send) {
            confirm(sent.remove().message());
        }
    }

    /**
     * Begins another connection: all that follows must be sent again.
     *
     * @param received how many messages of this membership the client has received
     * @return false if that number is impossible; then nothing changes
     */
    public boolean resume(long received) {
        if (received < confirmed || received > total()) {
            return false;
        }
        while (!sent.isEmpty()) {
            again.addFirst(sent.removeLast().message());
        }
        while (confirmed < received) {
            confirm(again.remove());
        }
        return true;
    }

    /** {@return how many messages the client has confirmed} */
    public long confirmed() {
        return confirmed;
    }

    /** {@return how many messages were sent, each counted once} */
    public long total() {
        return confirmed + kept();
    }

    /** {@return how many messages are kept} */
    public int kept() {
        return sent.size() + again.size();
    }

    /** {@return what the kept messages count in the bounds of an outbox} */
    public long size() {
        return size;
    }

    /** {@return what the kept messages take of memory} */
    public long bytes() {
        return bytes;
    }

    /** Drops all messages, because the client cannot come back. */
    public void clear() {
        resume(total());
    }

    private void confirm(Message message) {
        confirmed++;
        size -= message.size();
        bytes -= message.bytes();
    }
}
