package rtc.muc.internal.cluster.node;

import java.util.List;

/**
 * Whether rooms span several nodes, and how the nodes find each other.
 *
 * @param on whether rooms span several nodes
 * @param name the name of the cluster; nodes with another name do not join it
 * @param key the secret that the nodes share
 * @param queueBytes how many bytes of changes may wait to be sent to one node
 * @param own the application's own channel
 */
public record ClusterRules(boolean on, String name, ClusterKey key, int queueBytes, OwnChannel own) {

    /**
     * A channel that the application opens itself. If there are neither members nor a configuration, the application
     * uses the server's channel instead.
     *
     * @param bindAddress the address or host name on which the channel listens, or a symbol such as {@code site_local}
     * @param port the port on which the channel listens, and the port of members that specify none
     * @param members the addresses at which there may be other nodes; may include this node
     * @param configuration the file, URL or class path resource of a JGroups configuration, which is used instead of the
     *     other components and excludes members; empty for none
     */
    public record OwnChannel(String bindAddress, int port, List<ClusterMember> members, String configuration) {

        /** {@return whether the application opens its own channel instead of using the server's} */
        public boolean isWanted() {
            return !members.isEmpty() || !configuration.isEmpty();
        }
    }
}
