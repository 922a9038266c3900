package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jgroups.JChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.ClassPath;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;

/** After a server undeploys the application, neither its channel nor JGroups retains the application's class loader. */
@Timeout(180)
final class ForkClassLoadersTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<ServerLikeChannel> servers = new ArrayList<>();

    /** Runs with a class loader of its own: nodes on both channels, until one knows a peer of the other. */
    public static final class Application implements AutoCloseable, Supplier<Boolean> {

        private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
        private final TestNode first;
        private final TestNode second;

        public Application(JChannel one, JChannel two) throws Exception {
            ClusterKey key = new ClusterKey("the key of the nodes, which nobody else has");
            first = TestNode.startOnServer("a", codec, one, "muc", key);
            second = TestNode.startOnServer("b", codec, two, "muc", key);
            first.client("room").join();
        }

        @Override
        public Boolean get() {
            return second.roster("room").size() == 1;
        }

        @Override
        public void close() {
            first.close();
            second.close();
            codec.close();
        }
    }

    /** Loads the classes of the project anew, and shares those of libraries, as WildFly's module of JGroups is shared. */
    private static final class ApplicationLoader extends URLClassLoader {

        ApplicationLoader(URL[] classPath) {
            super(classPath, ForkClassLoadersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("rtc.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @BeforeEach
    void connect() throws Exception {
        servers.addAll(ServerLikeChannel.connectTwo());
    }

    @AfterEach
    void close() {
        servers.forEach(JChannel::close);
    }

    /**
     * The JDK itself retains the last deployment until the next one: a cache in {@code ObjectMethods} refers to the
     * record that was compared last.
     */
    @Test
    void tenRedeploymentsLeakNoClassLoader() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int time = 0; time < 10; time++) {
            loaders.add(deployAndUndeploy());
        }
        var unused = deployAndUndeploy();

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    System.gc();
                    assertThat(retained(loaders)).isEmpty();
                });
    }

    /** {@return which of the deployments, from 0, are retained} */
    private static List<Integer> retained(List<WeakReference<ClassLoader>> loaders) {
        return IntStream.range(0, loaders.size())
                .filter(deployment -> loaders.get(deployment).get() != null)
                .boxed()
                .toList();
    }

    private WeakReference<ClassLoader> deployAndUndeploy() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new ApplicationLoader(ClassPath.entries(entry -> entry.endsWith("classes")))) {
            Thread.currentThread().setContextClassLoader(loader);
            Object application = loader.loadClass(Application.class.getName())
                    .getConstructor(JChannel.class, JChannel.class)
                    .newInstance(servers.get(0), servers.get(1));
            try (AutoCloseable closed = (AutoCloseable) application) {
                await(closed.toString()).atMost(SOON).until(() -> (Boolean) ((Supplier<?>) application).get());
            }
            return new WeakReference<>(loader);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
