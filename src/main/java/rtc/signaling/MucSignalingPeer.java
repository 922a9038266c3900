package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another peer of the room of a {@link MucSignaling}, which makes these. */
public final class MucSignalingPeer implements SignalingPeer {

    private final String id;
    private final boolean first;
    private final Outgoing outgoing;
    private final EventListeners events;
    private final Listeners<JsonObject> statusChanged;
    private final Listeners<MucSignalingPeer> left;

    private volatile JsonObject status;
    private volatile boolean gone;

    MucSignalingPeer(
            String id,
            JsonObject status,
            boolean first,
            Outgoing outgoing,
            Consumer<? super SignalingException> failures) {
        this.id = id;
        this.status = status;
        this.first = first;
        this.outgoing = outgoing;
        this.events = new EventListeners(failures);
        this.statusChanged = new Listeners<>(failures);
        this.left = new Listeners<>(failures);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public JsonObject status() {
        return status;
    }

    @Override
    public boolean first() {
        return first;
    }

    @Override
    public CompletableFuture<Void> send(String event, @Nullable Object data) {
        return send(Messages.to(id, event, Messages.payload(data)), gone);
    }

    @Override
    public CompletableFuture<Void> send(String event) {
        return send(Messages.to(id, event), gone);
    }

    private CompletableFuture<Void> send(String message, boolean tooLate) {
        return tooLate ? CompletableFuture.failedFuture(SignalingException.left()) : outgoing.send(message);
    }

    @Override
    public Subscription on(String event, Consumer<JsonValue> listener) {
        return events.add(event, listener);
    }

    @Override
    public <T> Subscription on(String event, Class<T> type, Consumer<T> listener) {
        return events.add(event, data -> listener.accept(Messages.fit(data, type)));
    }

    @Override
    public Subscription onStatusChanged(Consumer<JsonObject> listener) {
        return statusChanged.add(listener);
    }

    @Override
    public Subscription onLeft(Runnable listener) {
        return left.add(peer -> listener.run());
    }

    @Override
    public String toString() {
        return "MucSignalingPeer[" + id + "]";
    }

    void hear(String event, JsonValue data) {
        events.fire(event, data);
    }

    void changeStatus(JsonObject newStatus) {
        status = newStatus;
        statusChanged.fire(newStatus);
    }

    void leave() {
        gone = true;
        left.fire(this);
    }
}
