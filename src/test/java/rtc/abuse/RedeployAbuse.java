package rtc.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import rtc.bench.BareEndpoint;
import rtc.bench.ServerProcess;
import rtc.it.Deployed;
import rtc.it.Leaver;
import rtc.it.RequestThreads;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * Redeploys our application twenty times with open connections, and compares the resources that remain with those of an
 * empty application and of a bare endpoint. Does not run on Payara Micro, which cannot undeploy.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(1800)
@Tag("abuse")
@Tag("not-payara-micro")
@Tag("payara-server")
final class RedeployAbuse {

    private static final int TIMES = 20;
    private static final int PEERS = 50;
    private static final long KIBIBYTE = 1024;

    /** How many more class loaders may remain after twenty redeployments of our application than of an empty one. */
    private static final int LOADERS_AT_MOST = 2;

    /**
     * How many more threads may remain after twenty redeployments of our application than of an empty one. The sizes of
     * the servers' thread pools vary by about this number.
     */
    private static final int THREADS_AT_MOST = 20;

    private static final long HEAP_AT_MOST = 8 * KIBIBYTE;

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    private Deployer deployer;

    /** The resources that a server holds. */
    private record Holding(long loaders, long threads, long heap, long sockets) {

        static Holding of(ServerProcess server) throws IOException {
            long loaders = server.instances(Deployed.classLoader());
            return new Holding(loaders, server.threads().size(), server.liveHeap() / KIBIBYTE, server.sockets());
        }

        Holding since(Holding before) {
            return new Holding(
                    loaders - before.loaders, threads - before.threads, heap - before.heap, sockets - before.sockets);
        }

        String row(String name) {
            return String.format(Locale.ROOT, "%-16s %8d %8d %10d %8d", name, loaders, threads, heap, sockets);
        }
    }

    @Deployment(name = "empty", managed = false, testable = false)
    static Archive<?> empty() {
        return application("empty").addAsWebResource(new StringAsset("nothing"), "nothing.txt");
    }

    @Deployment(name = "bare", managed = false, testable = false)
    static Archive<?> bare() {
        return application("bare").addClass(BareEndpoint.class);
    }

    @Deployment(name = "ours", managed = false, testable = false)
    static Archive<?> ours() {
        return Deployed.war();
    }

    @Deployment(name = "threads", testable = false)
    static Archive<?> threads() {
        return RequestThreads.application();
    }

    @Test
    void twentyRedeploysLeakNoMoreThanThoseOfAnEmptyApplication() throws Exception {
        Holding empty = redeploys("empty", 0);
        Holding bare = redeploys("bare", PEERS);
        Holding ours = redeploys("ours", PEERS);
        System.out.printf(
                "%nLeft on %s after %d redeploys, those with an endpoint with %d live connections each%n%-16s %8s %8s %10s %8s%n",
                Deployed.server(), TIMES, PEERS, "application", "loaders", "threads", "heap KiB", "sockets");
        System.out.println(empty.row("empty"));
        System.out.println(bare.row("bare endpoint"));
        System.out.println(ours.row("ours"));

        assertThat(ours.loaders()).isLessThanOrEqualTo(Math.max(0, empty.loaders()) + LOADERS_AT_MOST);
        assertThat(ours.threads()).isLessThanOrEqualTo(Math.max(0, empty.threads()) + THREADS_AT_MOST);
        assertThat(ours.heap()).isLessThanOrEqualTo(Math.max(0, empty.heap()) + HEAP_AT_MOST);
        assertThat(ours.sockets()).isLessThanOrEqualTo(1);
    }

    /** Redeploys an application, and returns how much the resources have grown since the second redeployment. */
    private Holding redeploys(String name, int peers) throws IOException {
        RequestThreads.startAll();
        redeploy(name, peers);
        redeploy(name, peers);
        ServerProcess server = ServerProcess.started();
        Holding before = Holding.of(server);
        for (int i = 0; i < TIMES; i++) {
            redeploy(name, peers);
        }
        return Holding.of(server).since(before);
    }

    private void redeploy(String name, int peers) throws IOException {
        deployer.deploy(name);
        URI base = name.equals("ours") ? Deployed.ws() : Deployed.ws().resolve("/" + name + "/");
        List<Leaver> leavers = new ArrayList<>();
        try {
            for (int i = 0; i < peers; i++) {
                RawWebSocket socket = Handshake.with(base, "/muc/room").open();
                socket.join();
                leavers.add(Leaver.of(socket));
            }
            deployer.undeploy(name);
            if (name.equals("ours")) {
                assertThat(leavers).extracting(Leaver::code).containsOnly(1012);
            }
        } finally {
            for (Leaver leaver : leavers) {
                leaver.close();
            }
        }
    }

    private static WebArchive application(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war");
    }
}
