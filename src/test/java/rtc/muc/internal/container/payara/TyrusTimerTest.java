package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.core.BaseContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Uses the Tyrus of the Java client, whose container extends the same class as the server's container. */
@Timeout(60)
final class TyrusTimerTest {

    private static final String TYRUS = BaseContainer.class.getName();

    private final ClientManager tyrus =
            ClientManager.createClient("org.glassfish.tyrus.container.jdk.client.JdkClientContainer");

    @AfterEach
    void end() {
        tyrus.shutdown();
    }

    @Test
    void replacesTheContainersTimerUntilItIsClosed() {
        ScheduledExecutorService theirs = tyrus.getScheduledExecutorService();

        TyrusTimer timer = TyrusTimer.in(tyrus).orElseThrow();
        ScheduledExecutorService ours = tyrus.getScheduledExecutorService();
        timer.close();

        assertThat(ours).isInstanceOf(InlineTimer.class);
        assertThat(ours.isShutdown()).isTrue();
        assertThat(tyrus.getScheduledExecutorService()).isSameAs(theirs);
        assertThat(theirs.isShutdown()).isFalse();
    }

    @Test
    void closingItKeepsATimerInstalledLater() {
        TyrusTimer timer = TyrusTimer.in(tyrus).orElseThrow();
        try (TyrusTimer another = TyrusTimer.in(tyrus).orElseThrow()) {
            ScheduledExecutorService anothers = tyrus.getScheduledExecutorService();

            timer.close();

            assertThat(another).isNotSameAs(timer);
            assertThat(tyrus.getScheduledExecutorService()).isSameAs(anothers);
            assertThat(anothers.isShutdown()).isFalse();
        }
    }

    @Test
    void leavesOtherContainersAlone() {
        assertThat(TyrusTimer.in(new Object())).isEmpty();
        assertThat(TyrusTimer.in(null)).isEmpty();
    }

    @Test
    void doesNothingWithoutTheField() {
        ScheduledExecutorService theirs = tyrus.getScheduledExecutorService();

        assertThat(TyrusTimer.in(tyrus, TYRUS, "timer")).isEmpty();
        assertThat(TyrusTimer.in(tyrus, TYRUS, "threadFactory"))
                .as("a field of another type")
                .isEmpty();
        assertThat(tyrus.getScheduledExecutorService()).isSameAs(theirs);
    }

    @Test
    void doesNothingWithoutAccessToTheField() {
        FutureTask<String> container = new FutureTask<>(() -> "");

        assertThat(TyrusTimer.in(container, FutureTask.class.getName(), "outcome"))
                .isEmpty();
    }
}
