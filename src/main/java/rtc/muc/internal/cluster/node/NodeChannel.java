package rtc.muc.internal.cluster.node;

import java.io.IOException;
import java.util.Set;

/**
 * Carries messages to other nodes: usually in order between two nodes, perhaps with losses. For any number of threads.
 */
public interface NodeChannel extends AutoCloseable {

    /** Receives messages and views. Called by threads of the channel. */
    interface Listener {

        /** Another node has sent a message. The messages of one node are passed on one at a time. */
        void received(String node, byte[] message);

        /**
         * There is a new view: these nodes seem to exist.
         *
         * @param id counts the views
         * @param nodes the addresses of all, this one included
         */
        void view(long id, Set<String> nodes);
    }

    /** {@return the address of this node. It has another after a restart} */
    String self();

    /** {@return the name of this node, for people} */
    String name();

    /** Passes the newest view to the listener, and from now on all that arrives. Called once. */
    void listen(Listener listener);

    /**
     * Sends a message. May block.
     *
     * @throws IOException if it is not sent
     */
    void send(String node, byte[] message) throws IOException;

    /** Leaves the cluster. Nothing more comes in. */
    @Override
    void close();
}
