package rtc.muc.internal.cluster.node;

import java.io.IOException;
import java.util.Set;

/**
 * Carries bytes to other nodes: in order between two of them as a rule, and perhaps not at all. For any number of threads.
 */
public interface NodeChannel extends AutoCloseable {

    /** Is told what comes in. Called by threads of the channel. */
    interface Listener {

        /** A message of another node. Those of one node come one after the other. */
        void received(String node, byte[] message);

        /**
         * Which nodes there seem to be.
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

    /** Tells the listener the newest view, and from now on what comes in. To be called once. */
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
