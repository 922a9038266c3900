package rtc.signaling;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A channel whose other end is the test: it sees what was sent, and says what arrives. */
final class FakeChannel implements Channel {

    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final List<String> sent = new CopyOnWriteArrayList<>();

    private final Listeners<String> messages = new Listeners<>(failure -> {
        throw failure;
    });
    private final Listeners<Ending> endings = new Listeners<>(failure -> {
        throw failure;
    });
    private int connects;
    private int closes;

    @Override
    public CompletableFuture<Void> connect() {
        connects++;
        return connected;
    }

    @Override
    public CompletableFuture<Void> send(String message) {
        sent.add(message);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription onMessage(Consumer<String> listener) {
        return messages.add(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        return endings.add(listener);
    }

    @Override
    public void close() {
        closes++;
    }

    /** The server accepts the connection. */
    void open() {
        connected.complete(null);
    }

    /** The server says something; apostrophes stand for quotation marks. */
    void receive(String message) {
        messages.fire(message.replace('\'', '"'));
    }

    /** The connection ends. */
    void end(int code, String reason) {
        endings.fire(new Ending(code, reason));
    }

    int connects() {
        return connects;
    }

    int closes() {
        return closes;
    }

    /** What was sent since the last call, with apostrophes for quotation marks. */
    List<String> takeSent() {
        var taken = sent.stream().map(text -> text.replace('"', '\'')).toList();
        sent.clear();
        return taken;
    }
}
