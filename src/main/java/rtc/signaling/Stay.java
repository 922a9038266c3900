package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stay in a room, from connecting to the end: a {@link Visit}, and if it breaks and may be tried again, after a
 * pause, another one. All of it happens as tasks of the events; {@link #id()} may be read by any thread.
 */
final class Stay implements Visit.Host {

    private record Renaming(String oldId, String newId) {}

    private final Supplier<? extends Channel> channels;
    private final @Nullable Backoff backoff;
    private final Visit.Tools tools;
    private final Roster roster;
    private final EventListeners serverEvents;
    private final Listeners<Interruption> interrupted;
    private final Listeners<Renaming> reconnected;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    private volatile @Nullable String id;

    private boolean begun;
    private @Nullable Visit visit;
    private Subscription planned = () -> {};

    /**
     * @param channels gives a fresh channel for each visit
     * @param backoff says when there is another one; null if there is none
     */
    Stay(
            Supplier<? extends Channel> channels,
            @Nullable Backoff backoff,
            Visit.Tools tools,
            Roster roster,
            Calls calls) {
        this.channels = channels;
        this.backoff = backoff;
        this.tools = tools;
        this.roster = roster;
        this.serverEvents = new EventListeners(calls);
        this.interrupted = new Listeners<>(calls);
        this.reconnected = new Listeners<>(calls);
    }

    /** Completes when the room was joined for the first time, fails when it never will be. */
    CompletableFuture<Void> joined() {
        return joined;
    }

    /** Completes when it is over for good. */
    CompletableFuture<Ending> ended() {
        return ended;
    }

    /** The own id; null before joining, and if the server tells none. */
    @Nullable
    String id() {
        return id;
    }

    Subscription onServerEvent(String event, Consumer<? super JsonValue> listener) {
        return serverEvents.add(event, listener);
    }

    Subscription onInterrupted(Consumer<? super Interruption> listener) {
        return interrupted.add(listener);
    }

    Subscription onReconnected(BiConsumer<? super String, ? super String> listener) {
        return reconnected.add(renaming -> listener.accept(renaming.oldId, renaming.newId));
    }

    void begin() {
        if (!begun) {
            begun = true;
            visit();
        }
    }

    /** The end is wanted, and has been told to the server. */
    void leave() {
        begun = true;
        joined.completeExceptionally(SignalingException.closed());
        planned.close();
        if (visit == null) {
            end(Ending.normal(), SignalingException.closed());
        } else {
            visit.leave();
        }
    }

    private void visit() {
        if (tools.outgoing().ended()) {
            return;
        }
        Channel channel;
        try {
            channel = Objects.requireNonNull(channels.get(), "channel");
        } catch (RuntimeException e) {
            var why = SignalingException.supplierFailed(e);
            failed(new Ending(CloseCode.BROKEN, String.valueOf(why.getMessage())), why);
            return;
        }
        if (tools.outgoing().use(channel)) {
            visit = new Visit(channel, this, tools);
            visit.begin();
        }
    }

    @Override
    public void joined(JsonObject message, JsonObject others) {
        var oldId = id;
        id = Messages.id(message);
        tools.outgoing().joined(others.keySet());
        if (backoff != null) {
            planned = tools.timer().after(backoff.holds(), () -> tools.events().execute(backoff::reset));
        }
        if (joined.isDone()) {
            roster.rejoined(others, id);
            reconnected.fire(new Renaming(oldId == null ? "" : oldId, id == null ? "" : id));
        } else {
            roster.joined(others, id);
            joined.complete(null);
        }
    }

    @Override
    public void heard(JsonObject message) {
        switch (Messages.type(message)) {
            case "joined" -> roster.joined(Messages.peers(message), id);
            case "peer_joined" -> roster.peerJoined(message);
            case "peer_status" -> roster.peerStatus(message);
            case "from" -> roster.from(message);
            case "peer_left" -> roster.peerLeft(message);
            case "event" -> serverEvents.fire(Messages.event(message), Messages.data(message));
            case "error" -> tools.failures().accept(Messages.error(message));
            default -> {
                // An extension that this client did not ask for.
            }
        }
    }

    @Override
    public void failed(Ending ending, SignalingException why) {
        conclude(why, ending, Ending.normal());
    }

    @Override
    public void over(Ending ending, SignalingException why) {
        conclude(why, ending, ending);
    }

    /** A visit is over: another one follows, or the end, which may be told otherwise if it is wanted. */
    private void conclude(SignalingException why, Ending ending, Ending wanted) {
        visit = null;
        planned.close();
        boolean leaving = tools.outgoing().ended();
        var next = leaving || backoff == null ? Optional.<Interruption>empty() : backoff.next(why);
        if (next.isPresent()) {
            planned =
                    tools.timer().after(next.get().delay(), () -> tools.events().execute(this::visit));
            interrupted.fire(next.get());
        } else {
            end(leaving ? wanted : ending, why);
        }
    }

    private void end(Ending ending, SignalingException why) {
        planned.close();
        tools.outgoing().end();
        roster.clear();
        joined.completeExceptionally(why);
        ended.complete(ending);
    }
}
