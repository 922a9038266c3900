package rtc.signaling;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a {@link ReconnectingSession}: it connects, joins or resumes, passes on the messages of the server,
 * and ends once. It runs on the session's event executor.
 */
final class RoomConnection {

    /** What a connection reports to its session. */
    interface Host {

        /** The server has answered the join. */
        void joined(JsonObject message, JsonObject peers);

        /**
         * The server has answered the resume.
         *
         * @return false if the server cannot have received as many messages as its answer says
         */
        boolean resumed(JsonObject message);

        /** The membership was not resumed; the connection joins instead. */
        void notResumed();

        /** The server has sent a message after the answer to the join or resume. */
        void received(JsonObject message);

        /** The connection could not be made, or the join was refused or not answered. The connection has ended. */
        void failed(Ending ending, SignalingException why);

        /** The connection has ended. */
        void ended(Ending ending, SignalingException why);
    }

    /** What all connections of a session share. */
    record Context(
            Executor events,
            Timer timer,
            Duration joinTimeout,
            Sender sender,
            ReceiveQueue receiveQueue,
            Consumer<? super SignalingException> failures) {

        /** Runs a task on the event executor after a delay, unless the subscription is closed first. */
        Subscription after(Duration delay, Runnable task) {
            return timer.after(delay, () -> events.execute(task));
        }
    }

    private enum Phase {
        CONNECTING,
        RESUMING,
        JOINING,
        JOINED,
        LEAVING,
        OVER
    }

    /** A channel that does not report its end within this time after a leave is considered ended. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Channel channel;
    private final Host host;
    private final Context context;
    private final MessageReader reader;

    private Phase phase = Phase.CONNECTING;
    private Subscription deadline = () -> {};

    RoomConnection(Channel channel, Host host, Context context) {
        this.channel = channel;
        this.host = host;
        this.context = context;
        this.reader = new MessageReader(context.failures);
    }

    void open() {
        deadline = after(context.joinTimeout, this::giveUp);
        try {
            channel.onMessage(text -> context.receiveQueue.add(text, this::receive));
            channel.onClosed(this::closed);
        } catch (Throwable e) {
            fail(CloseCode.BROKEN, SignalingException.of(e));
            return;
        }
        var unused = Channels.connect(channel)
                .whenComplete((nothing, failure) -> context.events.execute(() -> opened(failure)));
    }

    /**
     * The sender has left. The connection ends at once if it was still connecting, or else when the channel reports its
     * end or after {@link #CLOSE_TIMEOUT}.
     */
    void leave() {
        deadline.close();
        if (phase == Phase.CONNECTING) {
            end(Ending.normal(), SignalingException.closed());
        } else if (phase != Phase.OVER) {
            phase = Phase.LEAVING;
            deadline = after(CLOSE_TIMEOUT, () -> end(Ending.normal(), SignalingException.closed()));
        }
    }

    private Subscription after(Duration delay, Runnable task) {
        return context.timer.after(delay, () -> context.events.execute(task));
    }

    private void opened(@Nullable Throwable failure) {
        if (phase != Phase.CONNECTING) {
            return;
        }
        if (failure == null) {
            phase = context.sender.begin() ? Phase.RESUMING : Phase.JOINING;
        } else {
            fail(CloseCode.BROKEN, SignalingException.of(failure));
        }
    }

    private boolean isUnanswered() {
        return phase == Phase.RESUMING || phase == Phase.JOINING;
    }

    private void giveUp() {
        if (phase == Phase.CONNECTING || isUnanswered()) {
            fail(CloseCode.BROKEN, SignalingException.timeout("Not joined", context.joinTimeout));
        }
    }

    /** Called on a thread of the channel. */
    private void closed(Ending ending) {
        context.sender.lose(channel);
        context.events.execute(() -> end(ending, SignalingException.closed(ending)));
    }

    private void receive(String text) {
        if (!isUnanswered() && phase != Phase.JOINED) {
            return;
        }
        JsonObject message;
        try {
            message = reader.read(text);
        } catch (SignalingException e) {
            if (phase == Phase.JOINED) {
                context.sender.received("");
            }
            reject(e);
            return;
        }
        try {
            understand(message);
        } catch (SignalingException e) {
            reject(e);
        } catch (RuntimeException | StackOverflowError e) {
            reject(SignalingException.unreadable(e));
        }
    }

    /** The server has sent an invalid message. */
    private void reject(SignalingException why) {
        if (isUnanswered()) {
            fail(CloseCode.BROKEN, why);
        } else {
            context.failures.accept(why);
        }
    }

    private void understand(JsonObject message) {
        var type = Messages.type(message);
        switch (phase) {
            case JOINED -> host.received(message);
            case RESUMING -> resumeAnswered(type, message);
            case JOINING -> joinAnswered(type, message);
            default -> {}
        }
    }

    private void joinAnswered(String type, JsonObject message) {
        if (type.equals("joined")) {
            host.joined(message, Messages.peers(message));
            phase = Phase.JOINED;
            deadline.close();
        } else if (type.equals("error")) {
            var refusal = Messages.error(message);
            fail(CloseCode.ofError(refusal.code()), refusal);
        }
    }

    private void resumeAnswered(String type, JsonObject message) {
        if (type.equals("resumed") && host.resumed(message)) {
            phase = Phase.JOINED;
            deadline.close();
        } else if (type.equals("resumed") || type.equals("error")) {
            host.notResumed();
            phase = Phase.JOINING;
            context.sender.join();
        }
    }

    /** Ends the connection before the join is complete. */
    private void fail(CloseCode code, SignalingException why) {
        phase = Phase.OVER;
        deadline.close();
        context.sender.drop();
        host.failed(new Ending(code, String.valueOf(why.getMessage())), why);
    }

    private void end(Ending ending, SignalingException why) {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            deadline.close();
            host.ended(ending, why);
        }
    }
}
