package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;
import org.jgroups.util.DefaultSocketFactory;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/**
 * Creates the sockets of the TCP transport, whose connections begin with a {@link KeyChallenge}. Other protocols of a
 * configuration get ordinary sockets, because they may connect without sending anything.
 */
final class KeyedSocketFactory extends DefaultSocketFactory {

    private static final System.Logger LOG = System.getLogger(KeyedSocketFactory.class.getName());

    private final KeyChallenge challenge;
    private final Supplier<InetSocketAddress> self;
    private final LimitedLog refused;

    /** @param self supplies the address that this node announces to the others, once the node listens */
    KeyedSocketFactory(KeyChallenge challenge, Supplier<InetSocketAddress> self, LimitedLogs logs) {
        this.challenge = challenge;
        this.self = self;
        this.refused = logs.of(LOG, Level.WARNING);
    }

    @Override
    public Socket createSocket(String service) throws IOException {
        return isOfTransport(service) ? new KeyedSocket(challenge) : super.createSocket(service);
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return isOfTransport(service)
                ? new KeyedServerSocket(challenge, self, refused)
                : super.createServerSocket(service);
    }

    private static boolean isOfTransport(String service) {
        return service.startsWith("jgroups.tcp.");
    }
}
