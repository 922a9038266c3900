package rtc.signaling;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state that a client needs to resume its membership over another connection: how many messages it has received
 * from the server, and which of its own messages the server may not have received. Not thread-safe.
 *
 * <p>Messages are counted from the join on. Kept messages are removed when the server has confirmed them.
 */
final class Resumption {

    /** A message that may have to be sent again, and the future of its sending. */
    record Kept(String text, CompletableFuture<Void> result) {}

    private final String token;
    private final Duration window;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private long confirmed;
    private long chars;
    private long received = 1;

    /** The kept messages whose futures have failed, and which are therefore not sent again. */
    private final Set<Kept> abandoned = Collections.newSetFromMap(new IdentityHashMap<>());

    private Resumption(String token, Duration window) {
        this.token = token;
        this.window = window;
    }

    /** {@return the resumption that the answer to a join offers; null if it offers none} */
    static @Nullable Resumption offeredBy(JsonObject joined) {
        return joined.get("resume") instanceof JsonObject resume
                        && resume.get("token") instanceof JsonString token
                        && resume.get("within") instanceof JsonNumber seconds
                        && Messages.seconds(seconds) > 0
                ? new Resumption(token.getString(), Duration.ofSeconds(Math.min(Messages.seconds(seconds), 86_400)))
                : null;
    }

    /** The text that asks the server to resume. */
    String request() {
        return Messages.resume(token, received);
    }

    /** How long the server keeps the place after a connection is lost. */
    Duration window() {
        return window;
    }

    /** A message of the server has arrived. */
    void received(String type) {
        if (!type.equals("pong") && !type.equals("error") && !type.equals("resumed")) {
            received++;
        }
    }

    /** Keeps a message that is about to be sent. */
    CompletableFuture<Void> keep(String text) {
        var message = new Kept(text, new CompletableFuture<>());
        kept.add(message);
        chars += text.length();
        return message.result;
    }

    /** The number of characters in the kept messages. */
    long chars() {
        return chars;
    }

    boolean isConfirmed() {
        return kept.isEmpty();
    }

    /**
     * The server has reported how many messages it has received.
     *
     * @param arrived receives each message that this number confirms
     * @return whether the number is possible; an impossible number changes nothing
     */
    boolean confirm(long count, Consumer<Kept> arrived) {
        if (count < confirmed || count > confirmed + kept.size()) {
            return false;
        }
        for (; confirmed < count; confirmed++) {
            arrived.accept(remove());
        }
        return true;
    }

    /**
     * Fails the messages whose futures are not complete. These messages are not sent again, but they are still counted,
     * because the server may have received them.
     *
     * @param lost receives each message that fails
     */
    void abandon(Consumer<Kept> lost) {
        for (var message : kept) {
            if (!message.result.isDone() && abandoned.add(message)) {
                lost.accept(message);
            }
        }
    }

    /**
     * Removes the remaining abandoned messages: the server has reported what it has received, so they did not arrive.
     */
    void forgetAbandoned() {
        abandoned.forEach(message -> chars -= message.text.length());
        kept.removeAll(abandoned);
        abandoned.clear();
    }

    private Kept remove() {
        var message = kept.remove();
        abandoned.remove(message);
        chars -= message.text.length();
        return message;
    }

    /** The messages that the server has not confirmed, in order. */
    List<Kept> unconfirmed() {
        return List.copyOf(kept);
    }
}
