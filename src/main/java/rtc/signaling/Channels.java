package rtc.signaling;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls channels and their supplier, which may be third-party code: whatever they throw becomes a failed future, a
 * {@link SignalingException} or a log message.
 */
final class Channels {

    private static final System.Logger LOG = System.getLogger(Channels.class.getName());

    private Channels() {}

    /**
     * Gets a new channel from the supplier.
     *
     * @param last the previous channel, which cannot be used again; null if there was none
     */
    static Channel make(Supplier<? extends Channel> supplier, @Nullable Channel last) {
        try {
            Channel channel = Objects.requireNonNull(supplier.get(), "The supplier of channels returned null");
            if (channel == last) {
                throw new IllegalStateException("The supplier of channels returned the same channel again");
            }
            return channel;
        } catch (Throwable e) {
            throw SignalingException.supplierFailed(e);
        }
    }

    static CompletableFuture<Void> connect(Channel channel) {
        try {
            return Objects.requireNonNull(channel.connect(), "connect() returned null");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static CompletableFuture<Void> send(Channel channel, String text) {
        try {
            return Objects.requireNonNull(channel.send(text), "send() returned null");
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(SignalingException.sendFailed(e));
        }
    }

    static void close(Channel channel) {
        try {
            channel.close();
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "A channel did not close", e);
        }
    }
}
