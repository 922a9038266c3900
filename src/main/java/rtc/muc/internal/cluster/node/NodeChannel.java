package rtc.muc.internal.cluster.node;

import java.io.IOException;
import java.util.Set;

/**
 * Carries messages between nodes. Messages from one node to another usually arrive in order, but may be lost.
 * Thread-safe.
 */
public interface NodeChannel extends AutoCloseable {

    /** Receives messages and views. Called by threads of the channel. */
    interface Listener {

        /** Receives a message from another node. Messages from the same node are passed one at a time. */
        void received(String node, byte[] message);

        /**
         * Receives a new view: the nodes that seem to exist.
         *
         * @param id the number of the view; newer views have higher numbers
         * @param nodes the addresses of all nodes, including this one
         */
        void view(long id, Set<String> nodes);
    }

    /** {@return the address of this node, which changes when the channel starts again} */
    String self();

    /** {@return the name of this node for logs and displays} */
    String name();

    /** {@return the name of a node for logs, which may not be unique; its address if the name is unknown} */
    default String nameOf(String node) {
        return node;
    }

    /** Passes the newest view to the listener, and from then on all messages and views that arrive. Called once. */
    void listen(Listener listener);

    /**
     * Sends a message. May block.
     *
     * @throws java.nio.channels.ClosedChannelException if the channel is closed; the channel has logged the reason
     * @throws IOException if the message cannot be sent
     */
    void send(String node, byte[] message) throws IOException;

    /** {@return how many messages were dropped because they were not made with this node's key; 0 without a key} */
    default long rejected() {
        return 0;
    }

    /** Leaves the cluster. No more messages arrive. */
    @Override
    void close();
}
