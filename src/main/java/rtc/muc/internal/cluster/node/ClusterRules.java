package rtc.muc.internal.cluster.node;

import java.util.List;

/**
 * Whether rooms span several nodes, and how the nodes find each other.
 *
 * @param on whether rooms span several nodes
 * @param name the name of the cluster; nodes with another name are not members
 * @param key the secret that nodes share
 * @param queueBytes how many bytes of changes may wait to be sent to one node
 * @param own the channel of the application's own
 */
public record ClusterRules(boolean on, String name, ClusterKey key, int queueBytes, OwnChannel own) {

    /**
     * A channel that the application opens itself. Where neither members nor a configuration are given, it uses the server's.
     *
     * @param bindAddress where it listens, an address or a host name
     * @param port where it listens, and the port of members that name none
     * @param members where other nodes may be, this one included or not
     * @param configuration the file or class path resource of a JGroups configuration that replaces all of this; empty for none
     */
    public record OwnChannel(String bindAddress, int port, List<ClusterMember> members, String configuration) {

        /** {@return whether the application opens a channel, and does not use the server's} */
        public boolean isWanted() {
            return !members.isEmpty() || !configuration.isEmpty();
        }
    }
}
