package rtc.muc.internal.config;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.cluster.ClusterPublisher;
import rtc.muc.internal.cluster.jgroups.JGroupsChannel;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.cluster.node.NodeChannel;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.room.Rooms;

/** Makes this server a cluster node if the settings require it. This class is loaded even if JGroups is missing. */
final class ClusterStart {

    private final ClusterRules rules;
    private final ClusterPublisher publisher;
    private final LimitedLogs logs;

    ClusterStart(ClusterRules rules, ClusterPublisher publisher, LimitedLogs logs) {
        this.rules = rules;
        this.publisher = publisher;
        this.logs = logs;
    }

    /**
     * {@return this node; null if the cluster is off}
     *
     * @throws IllegalStateException if this server cannot be a cluster node; the message contains the setting and the
     *     remedy
     */
    @Nullable
    ClusterNode meet(Rooms rooms) {
        return rules.on() ? ClusterNode.start(channel(), rooms.shared(), publisher, rules.queueBytes(), logs) : null;
    }

    private NodeChannel channel() {
        try {
            return JGroupsChannel.open(rules, logs);
        } catch (NoClassDefFoundError noJGroups) {
            throw new IllegalStateException(
                    "Setting muc.cluster is on, but this server has no JGroups. Use a WildFly with its module org.jgroups,"
                            + " or muc-signaling-cluster.war, or set muc.cluster to off",
                    noJGroups);
        } catch (IOException noChannel) {
            throw new IllegalStateException(noChannel.getMessage(), noChannel);
        }
    }
}
