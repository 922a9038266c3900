package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rtc.wire.SingleQuotes.json;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.ClassPath;

/** After a server undeploys an application with a client, no thread and nothing else retains its class loader. */
@Timeout(120)
class ClassLoadersTest {

    private static final String JOINED = json("{'type':'joined','id':'me','peers':{'a':{}}}");

    /** Runs with a class loader of its own: joins, sends, leaves, and waits until it has left. */
    public static final class Application implements Runnable {

        @Override
        public void run() {
            var signaling = MucSignaling.builder(
                            () -> new WebSocketChannel(System.getProperty("muc.test.base"), "room"))
                    .reconnect()
                    .build();
            signaling.setStatus(Map.of("n", 1));
            var closed = new CompletableFuture<Ending>();
            signaling.onClosed(closed::complete);
            signaling.connect().join();
            signaling.sendToAll("hello", Map.of("n", 1)).join();
            signaling.close();
            closed.join();
        }
    }

    @Test
    void tenRedeploymentsLeakNoClassLoader() throws Exception {
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        try (var stub = new StubServer()) {
            System.setProperty("muc.test.base", stub.base());
            for (int i = 0; i < 10; i++) {
                var served = stub.serve(wire -> {
                    wire.accept().readText();
                    wire.sendText(JOINED);
                    wire.readText();
                    return wire.readText() + wire.readClose();
                });
                loaders.add(deployAndUndeploy());
                assertThat(served).succeedsWithin(30, TimeUnit.SECONDS);
            }
        } finally {
            System.clearProperty("muc.test.base");
        }
        // A thread of Tyrus may still be closing a connection and then fail to load a class, which the test ignores.
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    System.gc();
                    return loaders.stream().allMatch(loader -> loader.get() == null);
                });
    }

    private static WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        var before = Thread.currentThread().getContextClassLoader();
        try (var loader = new URLClassLoader(ClassPath.entries(entry -> true), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            var type = loader.loadClass(Application.class.getName());
            ((Runnable) type.getConstructor().newInstance()).run();
            return new WeakReference<>(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
