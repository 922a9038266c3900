package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another peer of the room of a {@link MucSignaling}, which makes these. */
public final class MucSignalingPeer implements SignalingPeer {

    private final String id;
    private final Outgoing outgoing;
    private final EventListeners events;
    private final Listeners<JsonObject> statusChanged;
    private final Listeners<MucSignalingPeer> left;

    private volatile boolean first;
    private volatile JsonObject status;
    private volatile boolean gone;

    MucSignalingPeer(String id, JsonObject status, boolean first, Outgoing outgoing, Calls calls) {
        this.id = id;
        this.status = status;
        this.first = first;
        this.outgoing = outgoing;
        this.events = new EventListeners(calls);
        this.statusChanged = new Listeners<>(calls);
        this.left = new Listeners<>(calls);
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
        return say(Messages.to(id, event, Messages.payload(data)));
    }

    @Override
    public CompletableFuture<Void> send(String event) {
        return say(Messages.to(id, event));
    }

    private CompletableFuture<Void> say(String message) {
        return gone ? CompletableFuture.failedFuture(SignalingException.left()) : outgoing.send(id, message);
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

    /** The local peer has joined anew: to this one it came later. */
    void comesFirst() {
        first = false;
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
