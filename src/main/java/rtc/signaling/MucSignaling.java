package rtc.signaling;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A peer in a room of a multi-user signaling server: joins it over a {@link Channel}, sees who else is there and talks
 * to each of them.
 *
 * <p>One object is one stay in one room. It starts with {@link #connect()} and ends for good, with {@link #onClosed}
 * told once: by {@link #close()}, by the server, by a broken connection, or because it could not join. One that was
 * {@linkplain #builder built} to {@link Builder#reconnect reconnect} outlasts a connection that breaks or cannot be
 * made for now, and {@link #connect()} then fails only when trying again makes no sense.
 *
 * <p>While listeners take their time, up to 16 Mi characters of messages wait for them. When there are more it leaves,
 * and {@link #onError} is told {@link SignalingException#OVERFLOW}.
 */
public final class MucSignaling implements Signaling {

    private final SerialExecutor events;
    private final Failures failures = new Failures();
    private final Calls calls = new Calls(failures);
    private final Outgoing outgoing;
    private final Roster roster;
    private final Stay stay;

    /**
     * Makes a peer that will join the room at the other end of the channel, over this one connection.
     *
     * @param channel a channel that is not connected yet, and that nobody else uses
     */
    public MucSignaling(Channel channel) {
        this(builder(() -> channel), Threads.TIMER, MucSignaling::random);
        Objects.requireNonNull(channel, "channel");
    }

    /** @param random gives numbers from 0 to 1 */
    MucSignaling(Builder plan, Timer timer, DoubleSupplier random) {
        var reconnect = plan.reconnect;
        events = new SerialExecutor(plan.executor, Threads.EVENTS);
        outgoing = new Outgoing(
                new HeldTexts(reconnect == null ? 0 : reconnect.holding(), Threads.COMPLETIONS),
                failure -> events.execute(() -> failures.accept(failure)));
        roster = new Roster(outgoing, calls);
        var inbox = new Inbox(events, this::overflow);
        stay = new Stay(
                plan.channels,
                reconnect == null ? null : new Backoff(reconnect, random),
                new Visit.Tools(events, timer, plan.joinLimit, outgoing, inbox, failures),
                roster,
                calls);
    }

    /**
     * Begins to make a peer that may use one connection after the other.
     *
     * @param channels gives a fresh channel whenever a connection is to be made; called like a listener
     * @return what makes it
     */
    public static Builder builder(Supplier<? extends Channel> channels) {
        return new Builder(channels);
    }

    @Override
    public CompletableFuture<Void> connect() {
        events.execute(stay::begin);
        return stay.joined().copy();
    }

    @Override
    public String id() {
        var known = stay.id();
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
        var once = new Listeners<Ending>(new Calls(failures));
        var subscription = once.add(listener);
        var unused = stay.ended().thenAcceptAsync(once::fire, events);
        return subscription;
    }

    @Override
    public Subscription onError(Consumer<SignalingException> listener) {
        return failures.add(listener);
    }

    /**
     * Adds a listener for events that the server itself sends to the peers of the room.
     *
     * @param event the name of the event
     * @param listener is given the data; {@link JsonValue#NULL} if there is none
     * @return removes the listener
     */
    public Subscription onServerEvent(String event, Consumer<JsonValue> listener) {
        return stay.onServerEvent(event, listener);
    }

    /**
     * Adds a listener for a connection that broke, and for each attempt to connect that failed, if another attempt
     * follows. Until {@link #onReconnected} the peers are those who were there last.
     *
     * @param listener is given what went wrong and when the next attempt is made
     * @return removes the listener
     */
    public Subscription onInterrupted(Consumer<Interruption> listener) {
        return stay.onInterrupted(listener);
    }

    /**
     * Adds a listener for having joined the room anew after an interruption. Before it is called, those who have left
     * meanwhile were told as {@linkplain SignalingPeer#onLeft left}, other statuses as changed, and those who have come
     * as {@linkplain #onPeerJoined joined}. Who has stayed is the same object as before; its {@link
     * SignalingPeer#first()} is false now, for it sees the local peer come under another id: whatever was set up with
     * it has to be set up anew.
     *
     * @param listener is given the old id and the new one; a server that tells none makes them empty
     * @return removes the listener
     */
    public Subscription onReconnected(BiConsumer<String, String> listener) {
        return stay.onReconnected(listener);
    }

    @Override
    public void close() {
        calls.silence();
        outgoing.leave();
        events.execute(stay::leave);
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private void overflow() {
        if (!outgoing.ended()) {
            outgoing.leave();
            events.execute(() -> failures.accept(SignalingException.overflow("Too much waits for the listeners")));
        }
    }

    /** Makes a {@link MucSignaling}; may make more than one. For one thread at a time. */
    public static final class Builder {

        private final Supplier<? extends Channel> channels;
        private @Nullable Reconnect reconnect;
        private Executor executor = Threads.EVENTS;
        private Duration joinLimit = Duration.ofSeconds(20);

        private Builder(Supplier<? extends Channel> channels) {
            this.channels = Objects.requireNonNull(channels, "channels");
        }

        /**
         * Lets it reconnect in the {@linkplain Reconnect#standard() standard} manner.
         *
         * @return this
         */
        public Builder reconnect() {
            return reconnect(Reconnect.standard());
        }

        /**
         * Lets it reconnect. Otherwise the first connection is the only one.
         *
         * @param manner how
         * @return this
         */
        public Builder reconnect(Reconnect manner) {
            reconnect = Objects.requireNonNull(manner, "manner");
            return this;
        }

        /**
         * Calls the listeners on other threads than those that all share.
         *
         * @param threads runs tasks, never on the calling thread; if it refuses one, the shared threads run that
         * @return this
         */
        public Builder executor(Executor threads) {
            executor = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /**
         * Limits how long connecting and joining may take in one attempt; 20 seconds without this.
         *
         * @param limit more than nothing
         * @return this
         */
        public Builder joinTimeout(Duration limit) {
            joinLimit = Positive.duration(limit);
            return this;
        }

        /**
         * Makes the peer.
         *
         * @return a peer that is not connected yet
         */
        public MucSignaling build() {
            return new MucSignaling(this, Threads.TIMER, MucSignaling::random);
        }
    }
}
