package rtc.fault;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through the proxy: a client's and the one to the server that was made for it. */
final class Line {

    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Flow toServer;
    private final Flow toClient;
    private boolean halfOpen;

    Line(SocketChannel client, SocketAddress target, Selector selector, Weather toServer, Weather toClient)
            throws IOException {
        this.client = client;
        this.server = SocketChannel.open();
        client.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        this.toServer = new Flow(client, server, toServer);
        this.toClient = new Flow(server, client, toClient);
        this.clientKey = client.register(selector, 0, this);
        this.serverKey = server.register(selector, 0, this);
        try {
            server.connect(target);
        } catch (IOException unreachable) {
            reset();
        }
    }

    boolean open() {
        return client.isOpen() || server.isOpen();
    }

    /** Moves what can be moved, and says what it waits for. */
    void move(long now) {
        if (halfOpen || !open()) {
            return;
        }
        try {
            if (!server.isConnected() && !server.finishConnect()) {
                serverKey.interestOps(SelectionKey.OP_CONNECT);
                return;
            }
            move(toServer, now);
            move(toClient, now);
            if (toServer.done() && toClient.done()) {
                end();
            } else {
                clientKey.interestOps(interest(toServer, toClient, now));
                serverKey.interestOps(interest(toClient, toServer, now));
            }
        } catch (IOException broken) {
            reset();
        }
    }

    /** When it must be moved though nothing comes, in nanoseconds from now. */
    long pause(long now, long limit) {
        return toClient.pause(now, toServer.pause(now, limit));
    }

    /** Ends it orderly for TCP, without a word of any protocol above. */
    void end() {
        close(client, false);
        close(server, false);
    }

    void reset() {
        close(client, true);
        close(server, true);
    }

    /** The client sees a reset, the server nothing; what is half open already stays as it is. */
    void loseClient() {
        if (!halfOpen) {
            halfOpen = true;
            close(client, true);
            serverKey.interestOps(0);
        }
    }

    /** The server sees a reset, the client nothing; what is half open already stays as it is. */
    void loseServer() {
        if (!halfOpen) {
            halfOpen = true;
            close(server, true);
            clientKey.interestOps(0);
        }
    }

    /** Neither side sees anything. */
    void loseBoth() {
        if (!halfOpen && open()) {
            halfOpen = true;
            clientKey.interestOps(0);
            serverKey.interestOps(0);
        }
    }

    private static void move(Flow flow, long now) throws IOException {
        if (flow.wantsToRead()) {
            flow.read(now);
        }
        flow.write(now);
    }

    private static int interest(Flow outOfHere, Flow intoHere, long now) {
        return (outOfHere.wantsToRead() ? SelectionKey.OP_READ : 0)
                | (intoHere.wantsToWrite(now) ? SelectionKey.OP_WRITE : 0);
    }

    private static void close(SocketChannel end, boolean reset) {
        try {
            if (reset && end.isOpen()) {
                end.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            end.close();
        } catch (IOException closedMeanwhile) {
            // It is closed, which is all that was wanted.
        }
    }
}
