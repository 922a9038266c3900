package rtc.signaling;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The local peer in a room of a multi-user signaling server. It joins the room over a {@link Channel}, lists the other
 * peers in the room and exchanges events with each of them.
 *
 * <p>Each object joins one room once. It starts with {@link #connect()} and ends for good when {@link #close()} is
 * called, when the server ends the connection, when the connection is lost, or when joining fails. {@link #onClosed} is
 * called once at the end. An object that was {@linkplain #builder built} to {@link MucSignalingBuilder#reconnect
 * reconnect} survives lost connections and temporary failures to connect. Its {@link #connect()} fails only if trying
 * again makes no sense, if the attempts are exhausted, or if {@link #close()} is called.
 *
 * <p>Up to 16 Mi characters of messages wait for slow listeners. When more arrive, the peer leaves the room and
 * {@link #onError} receives {@link SignalingException#OVERFLOW}.
 */
public final class MucSignaling implements Signaling {

    private final SerialExecutor events;
    private final ErrorListeners errors = new ErrorListeners();
    private final ListenerInvoker invoker = new ListenerInvoker(errors);
    private final Listeners<Ending> closed = new Listeners<>(new ListenerInvoker(errors));
    private final MessageLimits limits;
    private final Sender sender;
    private final PeerList peers;
    private final ReconnectingSession session;
    private final @Nullable LeaveOnExit exit;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * Creates a peer that joins the room at the other end of the channel and does not reconnect.
     *
     * @param channel a channel that is not connected yet, and that is used for nothing else
     */
    public MucSignaling(Channel channel) {
        this(builder(() -> channel), Threads.TIMER, Math::random);
        Objects.requireNonNull(channel, "channel");
    }

    /** @param random supplies random numbers from 0 to 1 */
    MucSignaling(MucSignalingBuilder settings, Timer timer, DoubleSupplier random) {
        this(settings, timer, random, null);
    }

    MucSignaling(MucSignalingBuilder settings, Timer timer, DoubleSupplier random, @Nullable LeaveOnExit exit) {
        this.exit = exit;
        var reconnect = settings.reconnect;
        events = new SerialExecutor(settings.executor, Threads.EVENTS);
        limits = settings.limits;
        sender = new Sender(
                reconnect == null ? 0 : reconnect.holding(),
                reconnect != null,
                Threads.COMPLETIONS,
                failure -> events.execute(() -> errors.accept(failure)));
        peers = new PeerList(newcomer -> new MucSignalingPeer(newcomer, sender, limits, invoker), invoker);
        session = new ReconnectingSession(
                settings.channels,
                reconnect == null ? null : new Backoff(reconnect, random),
                new RoomConnection.Context(
                        events,
                        timer,
                        settings.joinTimeout,
                        sender,
                        new ReceiveQueue(events, this::overflow),
                        this::report),
                peers,
                invoker);
        var unused = session.ended().thenAcceptAsync(closed::fireLast, events);
    }

    /**
     * Returns a builder of peers that may use several connections, one after the other.
     *
     * @param channels supplies a new channel for each connection; called on the threads of the listeners
     * @return the builder
     */
    public static MucSignalingBuilder builder(Supplier<? extends Channel> channels) {
        return new MucSignalingBuilder(channels);
    }

    @Override
    public CompletableFuture<Void> connect() {
        if (exit != null && begun.compareAndSet(false, true)) {
            leaveOn(exit);
        }
        events.execute(session::begin);
        return session.joined().copy();
    }

    private void leaveOn(LeaveOnExit exiting) {
        var untilTheEnd = exiting.add(() -> {
            close();
            return session.ended();
        });
        var unused = session.ended().whenComplete((ending, never) -> untilTheEnd.close());
    }

    @Override
    public String id() {
        var known = session.id();
        if (known == null) {
            throw new IllegalStateException("Not joined");
        }
        return known;
    }

    @Override
    public Collection<SignalingPeer> peers() {
        return peers.snapshot();
    }

    @Override
    public Optional<SignalingPeer> peer(String id) {
        return peers.find(id);
    }

    /**
     * The STUN and TURN servers that the server offers for calls. Their credentials may expire; the server issues new
     * ones for each join.
     *
     * @return the servers from the latest join; empty before joining, or if the server offers none
     */
    public List<IceServer> iceServers() {
        return session.iceServers();
    }

    @Override
    public void setStatus(Object status) {
        var text = Payloads.writeStatus(status);
        limits.checkStatus(text);
        sender.setStatus(text);
    }

    @Override
    @CanIgnoreReturnValue
    public CompletableFuture<Void> sendToAll(String event, @Nullable Object data) {
        try {
            var payload = Payloads.write(data);
            return CompletableFuture.allOf(peers.snapshot().stream()
                    .map(peer -> ((MucSignalingPeer) peer).sendPayload(event, payload))
                    .toArray(CompletableFuture[]::new));
        } catch (SignalingException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Whether {@link #renewToken} is possible.
     *
     * @return true after joining a server that uses tokens and can replace them
     */
    public boolean canRenewToken() {
        return session.renewals().isOffered();
    }

    /**
     * Replaces the token with which this peer was admitted by a newer one, so that the peer may stay longer.
     *
     * @param token a token for the same subject and the same room
     * @return a future that completes with the time until which the new token is valid, or {@link Instant#MAX} if the
     *     server does not state it. The future fails with the code {@code forbidden} if the server refuses the new
     *     token, which leaves the old one in use, and with {@link SignalingException#CLOSED} if there is no connection
     *     or the server cannot replace tokens
     */
    public CompletableFuture<Instant> renewToken(String token) {
        var result = new CompletableFuture<Instant>();
        events.execute(() -> session.renewals().renew(token, result));
        return result.whenCompleteAsync((until, failure) -> {}, Threads.COMPLETIONS);
    }

    @Override
    public Subscription onPeerJoined(Consumer<SignalingPeer> listener) {
        return peers.onJoined(listener);
    }

    @Override
    public Subscription onClosed(Consumer<Ending> listener) {
        var subscription = closed.add(listener);
        if (session.ended().isDone()) {
            events.execute(() -> closed.fireLast(session.ended().join()));
        }
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
     * @param listener receives the data; {@link JsonValue#NULL} if there is none
     * @return the subscription, which removes the listener when closed
     */
    public Subscription onServerEvent(String event, Consumer<JsonValue> listener) {
        return session.onServerEvent(event, listener);
    }

    /**
     * Adds a listener for events that the server itself sends to the peers of the room, with data that JSON-B converts
     * to a type. Data that does not fit the type is reported to {@link #onError} instead.
     *
     * @param event the name of the event
     * @param type the type of the data
     * @param listener receives the data
     * @param <T> the type of the data
     * @return the subscription, which removes the listener when closed
     */
    public <T> Subscription onServerEvent(String event, Class<T> type, Consumer<T> listener) {
        return session.onServerEvent(event, data -> listener.accept(Payloads.read(data, type)));
    }

    /**
     * Adds a listener for events of the server whose data has a type with type arguments.
     *
     * @param event the name of the event
     * @param type the type of the data
     * @param listener receives the data
     * @param <T> the type of the data
     * @return the subscription, which removes the listener when closed
     */
    public <T> Subscription onServerEvent(String event, GenericType<T> type, Consumer<T> listener) {
        return session.onServerEvent(event, data -> listener.accept(Payloads.read(data, type)));
    }

    /**
     * Adds a listener for lost connections and failed attempts to connect after which another attempt follows. Until
     * {@link #onResumed} or {@link #onReconnected} is called, {@link #peers()} returns the peers that were in the room
     * before the interruption. If there is no such listener, the first failure in a row is logged as a warning.
     *
     * @param listener receives the cause and the pause before the next attempt
     * @return the subscription, which removes the listener when closed
     */
    public Subscription onInterrupted(Consumer<Interruption> listener) {
        return session.onInterrupted(listener);
    }

    /**
     * Adds a listener for the end of an interruption that the other peers did not notice. The local peer has kept its
     * id and its place. No message was lost in either direction, except messages whose futures failed because the
     * interruption lasted longer than the resumption window.
     *
     * @param listener runs after the interruption
     * @return the subscription, which removes the listener when closed
     */
    public Subscription onResumed(Runnable listener) {
        return session.onResumed(listener);
    }

    /**
     * Adds a listener for the end of an interruption after which the local peer had to join anew, under another id.
     * Before the listener is called, peers that have left in the meantime are reported as
     * {@linkplain SignalingPeer#onLeft left}, changed statuses as changed, and new peers as
     * {@linkplain #onPeerJoined joined}. A peer that is still in the room is represented by the same object. Its
     * {@link SignalingPeer#first()} is now false, because that peer sees the local peer join under another id. Calls
     * with that peer must be set up again.
     *
     * @param listener receives the old id and the new id, which are empty if the server sends none
     * @return the subscription, which removes the listener when closed
     */
    public Subscription onReconnected(BiConsumer<String, String> listener) {
        return session.onReconnected(listener);
    }

    @Override
    public void close() {
        invoker.silence();
        sender.leave();
        events.execute(() -> session.leave(SignalingException.closed()));
    }

    /** Reports a failure, unless the application has closed this object. */
    private void report(SignalingException failure) {
        if (!invoker.isSilent()) {
            errors.accept(failure);
        }
    }

    private void overflow() {
        if (!sender.ended()) {
            sender.leave();
            var why = SignalingException.overflow("Too much text waits for the listeners");
            events.execute(() -> {
                errors.accept(why);
                session.leave(why);
            });
        }
    }
}
