package rtc.signaling;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds {@link MucSignaling}s. Not thread-safe. */
public final class MucSignalingBuilder {

    final Supplier<? extends Channel> channels;

    @Nullable
    Reconnect reconnect;

    Executor executor = Threads.EVENTS;
    Duration joinTimeout = Duration.ofSeconds(20);
    MessageLimits limits = MessageLimits.STANDARD;
    private boolean leavesOnExit = true;

    MucSignalingBuilder(Supplier<? extends Channel> channels) {
        this.channels = Objects.requireNonNull(channels, "channels");
    }

    /**
     * Reconnects with the {@linkplain Reconnect#standard() standard} settings.
     *
     * @return this
     */
    public MucSignalingBuilder reconnect() {
        return reconnect(Reconnect.standard());
    }

    /**
     * Reconnects with these settings. By default, a peer uses only one connection.
     *
     * @param settings when to reconnect
     * @return this
     */
    public MucSignalingBuilder reconnect(Reconnect settings) {
        reconnect = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Sets whether a peer that reconnects leaves the room when the JVM exits without a call of
     * {@link MucSignaling#close()}; the default is true. The peer leaves in a shutdown hook, which delays the exit
     * by at most one second. If a shutdown hook of your own still uses the peer, pass false and close the peer in
     * that hook. Without a leave, the server takes the exit for a lost connection and keeps the peer's place for a
     * while. If the JVM is killed, the peer cannot leave.
     *
     * @param leaves whether to leave
     * @return this
     */
    public MucSignalingBuilder leaveOnExit(boolean leaves) {
        leavesOnExit = leaves;
        return this;
    }

    /**
     * Sets the executor that calls the listeners. By default, they are called on threads that all connections of
     * the process share.
     *
     * @param threads must run each task once, and not on the calling thread. If the executor throws, the shared
     *     threads run the task; if it drops a task, no further listener is called
     * @return this
     */
    public MucSignalingBuilder executor(Executor threads) {
        executor = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /**
     * Limits how long connecting and joining may take in one attempt. The default is 20 seconds.
     *
     * @param limit the limit, more than zero
     * @return this
     */
    public MucSignalingBuilder joinTimeout(Duration limit) {
        joinTimeout = Arguments.positive(limit);
        return this;
    }

    /**
     * Sets the largest message that the server accepts. A larger message is not sent, and its future fails. The
     * default is 64 KiB, like the server's default.
     *
     * @param bytes the maximum size of a message in bytes
     * @return this
     */
    public MucSignalingBuilder messageSize(int bytes) {
        limits = new MessageLimits(Arguments.positive(bytes), limits.statusSize());
        return this;
    }

    /**
     * Sets the largest status that the server accepts. {@link MucSignaling#setStatus} rejects a larger status. The default is 4
     * KiB, like the server's default.
     *
     * @param bytes the maximum size of a status in bytes
     * @return this
     */
    public MucSignalingBuilder statusSize(int bytes) {
        limits = new MessageLimits(limits.messageSize(), Arguments.positive(bytes));
        return this;
    }

    /**
     * Builds the peer.
     *
     * @return a peer that is not connected yet
     */
    public MucSignaling build() {
        return new MucSignaling(
                this, Threads.TIMER, Math::random, reconnect != null && leavesOnExit ? LeaveOnExit.SHARED : null);
    }
}
