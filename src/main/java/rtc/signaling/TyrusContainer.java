package rtc.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.core.BaseContainer;
import org.jspecify.annotations.Nullable;

/**
 * The container that all sessions of Tyrus share. It has no limits, because each session sets its own limits, and its
 * timer does nothing.
 *
 * <p>On every send and receive, Tyrus wakes a thread of its timer to check the idle timeout of the session. In this
 * client no session has an idle timeout, because {@link Heartbeat} replaces it, and the check accounted for an eighth
 * of the cost of an event.
 */
final class TyrusContainer extends BaseContainer implements WebSocketContainer {

    private final ScheduledExecutorService timer = new Never();

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return timer;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return 0;
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return 0;
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of();
    }

    @Override
    public void setAsyncSendTimeout(long millis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long millis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int chars) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Object endpoint, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Class<?> endpoint, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI path) {
        throw new UnsupportedOperationException();
    }

    /** A scheduler without threads. */
    private static final class Never extends ScheduledThreadPoolExecutor {

        private static final ScheduledFuture<?> NOTHING = new Nothing();

        Never() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return NOTHING;
        }
    }

    /** A cancelled task. */
    private static final class Nothing extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {

        Nothing() {
            super(() -> {}, null);
            cancel(false);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(0, other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
