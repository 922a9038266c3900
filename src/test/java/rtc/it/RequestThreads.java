package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import rtc.it.threads.Simultaneous;

/**
 * WildFly's pool of threads for requests and WebSockets. WildFly starts a thread when no other is idle, and ends it when
 * it has been idle for 100 s. Until then, the thread refers to the class loader of the application for which it was
 * started, even if the application is undeployed meanwhile.
 */
public final class RequestThreads {

    private static final int WILDFLY_THREADS_PER_PROCESSOR = 16;

    private RequestThreads() {}

    /** The application that {@link #startAll} sends requests to. The test deploys it. */
    public static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "threads.war").addClass(Simultaneous.class);
    }

    /** Starts all threads of the pool, so that none is started for another application. Does nothing on Payara. */
    public static void startAll() {
        int threads = Deployed.isOnPayara()
                ? 0
                : WILDFLY_THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        List<CompletableFuture<String>> answers = Stream.generate(
                        () -> Deployed.laterPage("/threads/simultaneous?requests=" + threads))
                .limit(threads)
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("together"));
    }
}
