package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A peer in a room of a multi-user signaling server: joins it over a {@link Channel}, sees who else is there and talks
 * to each of them.
 *
 * <p>One object is one stay in one room. It starts with {@link #connect()}, which has 20 seconds to join, and ends for
 * good, with {@link #onClosed} told once: by {@link #close()}, by the server, by a broken connection, or because it
 * could not join.
 *
 * <p>While listeners take their time, up to 16 Mi characters of messages wait for them. When there are more it leaves,
 * and {@link #onError} is told {@link SignalingException#OVERFLOW}.
 */
public final class MucSignaling implements Signaling {

    private enum State {
        NEW,
        CONNECTING,
        JOINING,
        JOINED,
        CLOSING,
        ENDED
    }

    static final Duration JOIN_LIMIT = Duration.ofSeconds(20);

    /** So many characters of messages may wait for the listeners. */
    static final int MAX_WAITING = 16 << 20;

    private static final System.Logger LOG = System.getLogger(MucSignaling.class.getName());

    private final Channel channel;
    private final Executor events;
    private final Timer timer;
    private final Outgoing outgoing;
    private final Roster roster;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final Listeners<SignalingException> errors = new Listeners<>(MucSignaling::log);
    private final EventListeners serverEvents = new EventListeners(this::report);

    private final AtomicLong waiting = new AtomicLong();
    private volatile @Nullable String id;

    // All that happens runs as tasks of the executor, and these are for them alone. What is said goes past them.
    private State state = State.NEW;
    private Subscription deadline = () -> {};

    /**
     * Makes a peer that will join the room at the other end of the channel.
     *
     * @param channel a channel that is not connected yet, and that nobody else uses
     */
    public MucSignaling(Channel channel) {
        this(channel, Threads.EVENTS, Threads.TIMER);
    }

    MucSignaling(Channel channel, Executor threads, Timer timer) {
        this.channel = channel;
        this.events = new SerialExecutor(threads);
        this.timer = timer;
        this.outgoing = new Outgoing(channel, failure -> events.execute(() -> report(failure)));
        this.roster = new Roster(outgoing, this::report);
        channel.onMessage(this::arrived);
        channel.onClosed(ending -> events.execute(() -> end(ending, SignalingException.closed(ending))));
    }

    @Override
    public CompletableFuture<Void> connect() {
        events.execute(this::open);
        return joined.copy();
    }

    @Override
    public String id() {
        var known = id;
        if (known == null) {
            throw new IllegalStateException("Not joined");
        }
        return known;
    }

    @Override
    public Collection<SignalingPeer> peers() {
        return roster.snapshot();
    }

    @Override
    public void setStatus(Object status) {
        outgoing.setStatus(Messages.object(status));
    }

    @Override
    public Subscription onPeerJoined(Consumer<SignalingPeer> listener) {
        return roster.onJoined(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        var once = new Listeners<Ending>(this::report);
        var subscription = once.add(listener);
        var unused = ended.thenAcceptAsync(once::fire, events);
        return subscription;
    }

    @Override
    public Subscription onError(Consumer<SignalingException> listener) {
        return errors.add(listener);
    }

    /**
     * Adds a listener for events that the server itself sends to the peers of the room.
     *
     * @param event the name of the event
     * @param listener is given the data; {@link JsonValue#NULL} if there is none
     * @return removes the listener
     */
    public Subscription onServerEvent(String event, Consumer<JsonValue> listener) {
        return serverEvents.add(event, listener);
    }

    @Override
    public void close() {
        outgoing.leave();
        events.execute(() -> stop(new Ending(Ending.NORMAL, ""), SignalingException.closed()));
    }

    private void open() {
        if (state != State.NEW) {
            return;
        }
        state = State.CONNECTING;
        deadline = timer.after(JOIN_LIMIT, () -> events.execute(this::giveUp));
        var unused = channel.connect().whenComplete((nothing, failure) -> events.execute(() -> opened(failure)));
    }

    private void opened(@Nullable Throwable failure) {
        if (state != State.CONNECTING) {
            return;
        }
        if (failure == null) {
            state = State.JOINING;
            outgoing.join();
        } else {
            var why = SignalingException.of(failure);
            end(new Ending(Ending.ABNORMAL, String.valueOf(why.getMessage())), why);
        }
    }

    private void giveUp() {
        if (state != State.JOINED) {
            var why = SignalingException.timeout("Not joined", JOIN_LIMIT);
            refuse(why, new Ending(Ending.ABNORMAL, String.valueOf(why.getMessage())));
        }
    }

    private void refuse(SignalingException why, Ending ending) {
        outgoing.leave();
        stop(ending, why);
    }

    /** The channel is being closed: what was opened is over when the channel says so, what was not is over now. */
    private void stop(Ending ending, SignalingException why) {
        joined.completeExceptionally(why);
        if (state == State.NEW || state == State.CONNECTING) {
            end(ending, why);
        } else if (state != State.ENDED) {
            state = State.CLOSING;
        }
    }

    private void end(Ending ending, SignalingException why) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        deadline.close();
        outgoing.end();
        roster.clear();
        joined.completeExceptionally(why);
        ended.complete(ending);
    }

    private void arrived(String text) {
        if (outgoing.ended()) {
            return;
        }
        if (waiting.addAndGet(text.length()) > MAX_WAITING) {
            outgoing.leave();
            events.execute(() -> report(SignalingException.overflow("Too much waits for the listeners")));
        } else {
            events.execute(() -> {
                waiting.addAndGet(-text.length());
                receive(text);
            });
        }
    }

    private void receive(String text) {
        if (outgoing.ended() || (state != State.JOINING && state != State.JOINED)) {
            return;
        }
        try {
            understand(Messages.read(text));
        } catch (SignalingException e) {
            report(e);
        }
    }

    private void understand(JsonObject message) {
        switch (message.getString("type", "")) {
            case "joined" -> joined(message);
            case "peer_joined" -> roster.peerJoined(message);
            case "peer_status" -> roster.peerStatus(message);
            case "from" -> roster.from(message);
            case "peer_left" -> roster.peerLeft(message);
            case "event" -> serverEvents.fire(Messages.event(message), Messages.data(message));
            case "error" -> error(message);
            default -> {
                // An extension that this client did not ask for.
            }
        }
    }

    /** The first is the answer to the join; another one, with a room over several nodes, adds peers and nothing else. */
    private void joined(JsonObject message) {
        boolean answer = state == State.JOINING;
        if (answer) {
            state = State.JOINED;
            deadline.close();
            id = message.get("id") instanceof JsonString own ? own.getString() : null;
        }
        if (message.get("peers") instanceof JsonObject others) {
            roster.joined(others, id);
        }
        if (answer) {
            joined.complete(null);
        }
    }

    private void error(JsonObject message) {
        var error = SignalingException.reported(
                message.getString("code", SignalingException.ERROR), message.getString("msg", "Error"));
        if (state == State.JOINING) {
            refuse(error, new Ending(Ending.ABNORMAL, String.valueOf(error.getMessage())));
        } else {
            report(error);
        }
    }

    private void report(SignalingException failure) {
        if (errors.isEmpty()) {
            log(failure);
        } else {
            errors.fire(failure);
        }
    }

    /** Texts that may come from outside are not logged, only what a listener of this program threw. */
    private static void log(SignalingException failure) {
        if (failure.code().equals(SignalingException.LISTENER_FAILED)) {
            LOG.log(Level.WARNING, "A listener failed", failure.getCause());
        } else {
            LOG.log(Level.WARNING, "Nobody listens for errors; there was one: {0}", printable(failure.code()));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\w-]", "?");
    }
}
