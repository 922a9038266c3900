package rtc.signaling;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's part of a {@link Stay}: it connects, joins, passes on what the server says, and is over, once. All
 * of it happens as tasks of the events.
 */
final class Visit {

    /** Whom a visit tells how it goes. */
    interface Host {

        /** The server has answered the join. */
        void joined(JsonObject message, JsonObject peers);

        /** The server has said something after that. */
        void heard(JsonObject message);

        /** There was no connection, or the join was not answered: this is over. */
        void failed(Ending ending, SignalingException why);

        /** The connection has ended: this is over. */
        void over(Ending ending, SignalingException why);
    }

    /** What all visits of a stay share: who runs their tasks, measures time, speaks, listens and is told of faults. */
    record Tools(
            Executor events,
            Timer timer,
            Duration joinLimit,
            Outgoing outgoing,
            Inbox inbox,
            Consumer<? super SignalingException> failures) {}

    private enum Phase {
        CONNECTING,
        JOINING,
        JOINED,
        LEAVING,
        OVER
    }

    private final Channel channel;
    private final Host host;
    private final Tools tools;
    private final MessageReader reader;

    private Phase phase = Phase.CONNECTING;
    private Subscription deadline = () -> {};

    Visit(Channel channel, Host host, Tools tools) {
        this.channel = channel;
        this.host = host;
        this.tools = tools;
        this.reader = new MessageReader(tools.failures);
    }

    void begin() {
        deadline = tools.timer.after(tools.joinLimit, () -> tools.events.execute(this::giveUp));
        channel.onMessage(text -> tools.inbox.add(text, this::receive));
        channel.onClosed(this::closed);
        var unused = connect().whenComplete((nothing, failure) -> tools.events.execute(() -> opened(failure)));
    }

    private CompletableFuture<Void> connect() {
        try {
            return channel.connect();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** It is to end, and has been told to the server: what was opened is over when the channel says so. */
    void leave() {
        deadline.close();
        if (phase == Phase.CONNECTING) {
            end(Ending.normal(), SignalingException.closed());
        } else if (phase != Phase.OVER) {
            phase = Phase.LEAVING;
        }
    }

    private void opened(@Nullable Throwable failure) {
        if (phase != Phase.CONNECTING) {
            return;
        }
        if (failure == null) {
            phase = Phase.JOINING;
            tools.outgoing.join();
        } else {
            fail(CloseCode.BROKEN, SignalingException.of(failure));
        }
    }

    private void giveUp() {
        if (phase == Phase.CONNECTING || phase == Phase.JOINING) {
            fail(CloseCode.BROKEN, SignalingException.timeout("Not joined", tools.joinLimit));
        }
    }

    /** Called by the channel. */
    private void closed(Ending ending) {
        tools.outgoing.lose(channel);
        tools.events.execute(() -> end(ending, SignalingException.closed(ending)));
    }

    private void receive(String text) {
        if (phase != Phase.JOINING && phase != Phase.JOINED) {
            return;
        }
        try {
            understand(reader.read(text));
        } catch (SignalingException e) {
            if (phase == Phase.JOINING) {
                fail(CloseCode.BROKEN, e);
            } else {
                tools.failures.accept(e);
            }
        }
    }

    private void understand(JsonObject message) {
        var type = Messages.type(message);
        if (phase == Phase.JOINED) {
            host.heard(message);
        } else if (type.equals("joined")) {
            var peers = Messages.peers(message);
            phase = Phase.JOINED;
            deadline.close();
            host.joined(message, peers);
        } else if (type.equals("error")) {
            var refusal = Messages.error(message);
            fail(Refusal.of(refusal.code()), refusal);
        }
    }

    /** It ends before the join. */
    private void fail(CloseCode code, SignalingException why) {
        phase = Phase.OVER;
        deadline.close();
        tools.outgoing.drop();
        host.failed(new Ending(code, String.valueOf(why.getMessage())), why);
    }

    private void end(Ending ending, SignalingException why) {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            deadline.close();
            host.over(ending, why);
        }
    }
}
