package rtc.signaling;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The session of the local peer in a room, from connecting to the end. It uses one {@link RoomConnection} after the
 * other: if a connection breaks and trying again makes sense, another one follows after a pause. Any thread may call
 * the getters and add listeners. All other methods run on the session's event executor.
 */
final class ReconnectingSession implements RoomConnection.Host {

    private record NewId(String oldId, String newId) {}

    private static final System.Logger LOG = System.getLogger(MucSignaling.class.getName());

    private final Supplier<? extends Channel> channels;
    private final @Nullable Backoff backoff;
    private final RoomConnection.Context context;
    private final PeerList peers;
    private final TokenRenewals renewals;
    private final KeptPlace place;
    private final ListenerInvoker invoker;
    private final EventListeners serverEvents;
    private final Listeners<Interruption> interrupted;
    private final Listeners<NewId> reconnected;
    private final Listeners<Boolean> resumed;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    private volatile @Nullable String id;
    private volatile List<IceServer> iceServers = List.of();

    private boolean begun;
    private @Nullable RoomConnection connection;
    private @Nullable Channel lastChannel;
    private Subscription nextStep = () -> {};

    /**
     * @param channels supplies a new channel for each connection
     * @param backoff decides when to connect again; null if the session does not reconnect
     */
    ReconnectingSession(
            Supplier<? extends Channel> channels,
            @Nullable Backoff backoff,
            RoomConnection.Context context,
            PeerList peers,
            ListenerInvoker invoker) {
        this.channels = channels;
        this.backoff = backoff;
        this.context = context;
        this.peers = peers;
        this.invoker = invoker;
        this.renewals = new TokenRenewals(context);
        this.place = new KeptPlace(context, renewals);
        this.serverEvents = new EventListeners(invoker);
        this.interrupted = new Listeners<>(invoker);
        this.reconnected = new Listeners<>(invoker);
        this.resumed = new Listeners<>(invoker);
    }

    /**
     * Completes when the room has been joined for the first time; fails if the local peer leaves or the session ends
     * before that.
     */
    CompletableFuture<Void> joined() {
        return joined;
    }

    /** Completes when the session is over. */
    CompletableFuture<Ending> ended() {
        return ended;
    }

    /** The id of the local peer; null before joining, or if the server sends none. */
    @Nullable
    String id() {
        return id;
    }

    List<IceServer> iceServers() {
        return iceServers;
    }

    TokenRenewals renewals() {
        return renewals;
    }

    Subscription onServerEvent(String event, Consumer<? super JsonValue> listener) {
        return serverEvents.add(event, listener);
    }

    Subscription onInterrupted(Consumer<? super Interruption> listener) {
        return interrupted.add(listener);
    }

    Subscription onResumed(Runnable listener) {
        return resumed.add(yes -> listener.run());
    }

    Subscription onReconnected(BiConsumer<? super String, ? super String> listener) {
        return reconnected.add(ids -> listener.accept(ids.oldId, ids.newId));
    }

    void begin() {
        if (!begun) {
            begun = true;
            connect();
        }
    }

    /** The sender has left: ends the session, at once or when the connection has ended. */
    void leave(SignalingException why) {
        begun = true;
        joined.completeExceptionally(why);
        nextStep.close();
        peers.clear();
        if (connection == null) {
            end(Ending.normal(), why);
        } else {
            connection.leave();
        }
    }

    private void connect() {
        if (context.sender().ended()) {
            return;
        }
        Channel channel;
        try {
            channel = Channels.make(channels, lastChannel);
            lastChannel = channel;
        } catch (SignalingException why) {
            failed(new Ending(CloseCode.BROKEN, String.valueOf(why.getMessage())), why);
            return;
        }
        if (context.sender().use(channel)) {
            connection = new RoomConnection(channel, this, context);
            connection.open();
        }
    }

    @Override
    public void joined(JsonObject message, JsonObject others) {
        var oldId = id;
        id = Messages.id(message);
        iceServers = IceServer.listIn(message);
        renewals.offered(message);
        context.sender().joined(backoff == null ? null : Resumption.offeredBy(message), others::containsKey);
        connected();
        if (joined.isDone()) {
            peers.rejoined(others, id);
            reconnected.fire(new NewId(oldId == null ? "" : oldId, id == null ? "" : id));
        } else {
            peers.joined(others, id);
            if (!invoker.isSilent()) {
                joined.complete(null);
            }
        }
    }

    @Override
    public boolean resumed(JsonObject message) {
        if (!context.sender().resumed(Messages.count(message))) {
            return false;
        }
        connected();
        resumed.fire(true);
        return true;
    }

    @Override
    public void notResumed() {
        place.lost();
    }

    private void connected() {
        place.connected();
        if (backoff != null) {
            backoff.connected();
            nextStep = context.after(backoff.holds(), backoff::reset);
        }
    }

    @Override
    public void received(JsonObject message) {
        var type = Messages.type(message);
        context.sender().received(type);
        switch (type) {
            case "joined" -> peers.joined(Messages.peers(message), id);
            case "peer_joined" -> peers.peerJoined(message);
            case "peer_status" -> peers.peerStatus(message);
            case "from" -> peers.from(message);
            case "peer_left" -> peers.peerLeft(message);
            case "event" -> serverEvents.fire(Messages.event(message), Messages.data(message));
            case "pong" -> context.sender().confirmed(Messages.count(message));
            case "renewed" -> renewals.renewed(message);
            case "error" -> error(Messages.error(message));
            default -> {
                // An extension that this client did not ask for.
            }
        }
    }

    private void error(SignalingException error) {
        if (!renewals.refused(error)) {
            context.failures().accept(error);
        }
    }

    @Override
    public void failed(Ending ending, SignalingException why) {
        conclude(why, ending, Ending.normal());
    }

    @Override
    public void ended(Ending ending, SignalingException why) {
        conclude(why, ending, ending);
    }

    /**
     * A connection has ended: schedules the next attempt, or ends the session.
     *
     * @param wanted the ending of the session if the application has closed it
     */
    private void conclude(SignalingException why, Ending ending, Ending wanted) {
        connection = null;
        nextStep.close();
        place.disconnected();
        boolean leaving = context.sender().ended();
        var next = leaving || backoff == null
                ? Optional.<Interruption>empty()
                : backoff.next(why, joined.isDone(), place.window(ending));
        if (next.isPresent()) {
            place.waitForNext(ending);
            nextStep = context.after(next.get().delay(), this::connect);
            report(next.get());
        } else {
            end(leaving ? wanted : ending, why);
        }
    }

    private void report(Interruption interruption) {
        if (interrupted.isEmpty() && interruption.attempt() == 1) {
            LOG.log(
                    Level.WARNING,
                    "{0}. Trying again in {1} ms; add a listener for interruptions to learn more",
                    interruption.cause().printable(),
                    interruption.delay().toMillis());
        }
        interrupted.fire(interruption);
    }

    private void end(Ending ending, SignalingException why) {
        nextStep.close();
        place.end();
        context.sender().end();
        renewals.fail();
        peers.clear();
        joined.completeExceptionally(why);
        ended.complete(ending);
    }
}
