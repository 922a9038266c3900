package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another peer in the room of a {@link MucSignaling}, which creates these objects. */
public final class MucSignalingPeer implements SignalingPeer {

    private final String id;
    private final Sender sender;
    private final MessageLimits limits;
    private final EventListeners events;
    private final Listeners<JsonObject> statusChanged;
    private final Listeners<MucSignalingPeer> left;

    private volatile boolean first;
    private volatile JsonObject status;
    private volatile boolean gone;

    MucSignalingPeer(PeerList.Newcomer newcomer, Sender sender, MessageLimits limits, ListenerInvoker invoker) {
        this.id = newcomer.id();
        this.status = newcomer.status();
        this.first = newcomer.first();
        this.sender = sender;
        this.limits = limits;
        this.events = new EventListeners(invoker);
        this.statusChanged = new Listeners<>(invoker);
        this.left = new Listeners<>(invoker);
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
    public <T> T status(Class<T> type) {
        return Payloads.read(status, type);
    }

    @Override
    public boolean first() {
        return first;
    }

    @Override
    public CompletableFuture<Void> send(String event, @Nullable Object data) {
        try {
            return sendPayload(event, Payloads.write(data));
        } catch (SignalingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> send(String event) {
        return sendPayload(event, null);
    }

    /** @param payload the data as JSON text, or null to send no data */
    CompletableFuture<Void> sendPayload(String event, @Nullable String payload) {
        if (gone) {
            return CompletableFuture.failedFuture(SignalingException.left());
        }
        try {
            limits.checkEvent(event);
            var message = payload == null ? Messages.to(id, event) : Messages.to(id, event, payload);
            if (payload != null) {
                limits.checkPayload(payload);
            }
            limits.checkSize(message);
            return sender.send(id, message);
        } catch (SignalingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Subscription on(String event, Consumer<JsonValue> listener) {
        return events.add(event, listener);
    }

    @Override
    public <T> Subscription on(String event, Class<T> type, Consumer<T> listener) {
        return events.add(event, data -> listener.accept(Payloads.read(data, type)));
    }

    @Override
    public <T> Subscription on(String event, GenericType<T> type, Consumer<T> listener) {
        return events.add(event, data -> listener.accept(Payloads.read(data, type)));
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

    void receive(String event, JsonValue data) {
        events.fire(event, data);
    }

    /** The local peer has joined again, so this peer was in the room first. */
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
