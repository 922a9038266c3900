package rtc.fault;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection to the proxy, and the connection to the server that the proxy has opened for it. */
final class Line {

    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Flow toServer;
    private final Flow toClient;
    private boolean halfOpen;

    Line(SocketChannel client, SocketAddress target, Selector selector, LineFaults toServer, LineFaults toClient)
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

    /** Forwards what is due, and sets the events for which the selector waits. */
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

    /** The nanoseconds until {@link #move} has something to do even if nothing arrives, at most {@code limit}. */
    long pause(long now, long limit) {
        return toClient.pause(now, toServer.pause(now, limit));
    }

    /** Closes both connections: each side sees the end of the stream, but no close message of a protocol above TCP. */
    void end() {
        close(client, false);
        close(server, false);
    }

    void reset() {
        close(client, true);
        close(server, true);
    }

    /** Resets the connection to the client; the server sees nothing. Does nothing if the line is already half-open. */
    void loseClient() {
        if (!halfOpen) {
            halfOpen = true;
            close(client, true);
            serverKey.interestOps(0);
        }
    }

    /** Resets the connection to the server; the client sees nothing. Does nothing if the line is already half-open. */
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
            // The channel is closed nevertheless.
        }
    }
}
