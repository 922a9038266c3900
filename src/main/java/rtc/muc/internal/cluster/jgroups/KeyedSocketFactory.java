package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import org.jgroups.util.DefaultSocketFactory;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.Printable;

/** Makes the sockets of the TCP transport, whose connections begin with a {@link KeyChallenge}. */
final class KeyedSocketFactory extends DefaultSocketFactory {

    private static final System.Logger LOG = System.getLogger(KeyedSocketFactory.class.getName());

    private final KeyChallenge challenge;
    private final LimitedLog refused;

    KeyedSocketFactory(Seal seal, LimitedLogs logs) {
        this.challenge = new KeyChallenge(seal);
        this.refused = logs.of(LOG, Level.WARNING);
    }

    @Override
    public Socket createSocket(String service) {
        return new ConnectingSocket();
    }

    @Override
    public ServerSocket createServerSocket(String service) throws IOException {
        return new AcceptingSocket();
    }

    private final class ConnectingSocket extends Socket {

        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
            super.connect(to, timeout);
            challenge.answer(this);
        }
    }

    private final class AcceptingSocket extends ServerSocket {

        AcceptingSocket() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            while (true) {
                Socket socket = super.accept();
                try {
                    challenge.check(socket);
                    return socket;
                } catch (IOException stranger) {
                    refused.log(() -> "Refused a connection to a port of the cluster from "
                            + Printable.of(String.valueOf(socket.getRemoteSocketAddress())) + ": "
                            + Printable.of(String.valueOf(stranger.getMessage())));
                    KeyedSocketFactory.this.close(socket);
                }
            }
        }
    }
}
