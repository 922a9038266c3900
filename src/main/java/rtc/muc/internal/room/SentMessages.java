package rtc.muc.internal.room;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent to a client that can resume, and that it has not confirmed yet: they may have to be sent
 * again over another connection. Not thread-safe.
 *
 * <p>A message has two numbers. The first one is its place among the messages of the membership, across all
 * connections; a resuming client uses it to report which messages it has received. The second one is its place among
 * the sends over one connection, which also carry texts that are not kept; pongs use it to confirm which sends have
 * arrived.
 */
public final class SentMessages {

    /**
     * A message that is kept.
     *
     * @param text the text that is sent
     * @param size the bytes that are counted for it towards the limits of an outbox
     * @param bytes how many bytes of memory it takes
     */
    public record Message(String text, int size, int bytes) {}

    /** A message that was sent over the current connection, by the send with this number. */
    private record Sent(Message message, long send) {}

    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Message> again = new ArrayDeque<>();
    private long confirmed;
    private long size;
    private long bytes;

    /** Keeps a message that is sent for the first time, by the send with this number over the current connection. */
    public void sent(Message message, long send) {
        sent.add(new Sent(message, send));
        size += message.size();
        bytes += message.bytes();
    }

    /**
     * Returns the next message that must be sent again over the current connection, before any new one. The message
     * then counts as sent.
     *
     * @param send the number of the send that carries it
     * @return the message; null if there is none
     */
    public @Nullable Message nextAgain(long send) {
        Message message = again.poll();
        if (message != null) {
            sent.add(new Sent(message, send));
        }
        return message;
    }

    /**
     * Removes the messages that have arrived: all that were sent over the current connection up to the send with this
     * number.
     */
    public void arrived(long send) {
        while (!sent.isEmpty() && sent.element().send() <= send) {
            confirm(sent.remove().message());
        }
    }

    /**
     * Begins another connection: all messages after those that the client has received must be sent again.
     *
     * @param received how many messages of this membership the client has received
     * @return false if that number is impossible, in which case nothing changes
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

    /** {@return the bytes that are counted for the kept messages towards the limits of an outbox} */
    public long size() {
        return size;
    }

    /** {@return how many bytes of memory the kept messages take} */
    public long bytes() {
        return bytes;
    }

    /** Drops all messages, because the client can no longer resume. */
    public void clear() {
        resume(total());
    }

    private void confirm(Message message) {
        confirmed++;
        size -= message.size();
        bytes -= message.bytes();
    }
}
