package rtc.muc.internal.metrics;

import java.util.List;
import java.util.stream.Stream;
import rtc.muc.internal.cluster.LinkCounts;
import rtc.muc.internal.cluster.Links;
import rtc.muc.internal.cluster.node.ClusterNode;
import rtc.muc.internal.cluster.node.NodeTraffic;
import rtc.muc.internal.room.Rooms;

/** The metrics of this node in its cluster. */
final class ClusterMetrics {

    private ClusterMetrics() {}

    static List<Metric> of(Rooms rooms, ClusterNode node) {
        return Stream.of(
                        state(rooms, node, node.links()),
                        sessions(node.links().counts()),
                        messages(node.traffic()),
                        refused(node))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Metric> state(Rooms rooms, ClusterNode node, Links links) {
        return List.of(
                Metric.text("Node", "The name of this node", node::name),
                Metric.number("NodesVisible", "Other nodes that JGroups sees now", links::visible),
                Metric.number("NodesConnected", "Other nodes with which there is a session now", links::connected),
                Metric.number("RemotePeers", "Peers of other nodes in rooms now", rooms::remotePeers),
                Metric.number(
                        "LargestQueueBytes",
                        "Memory of the changes that wait now for the slowest node",
                        links::mostWaitingBytes));
    }

    private static List<Metric> sessions(LinkCounts counts) {
        return List.of(
                Metric.number("SessionsBegun", "Sessions with other nodes begun since the start", counts::begun),
                Metric.number("SessionsEnded", "Sessions ended since the start, for any reason", counts::ended),
                Metric.number(
                        "SessionsEndedBySilence",
                        "Sessions ended since the start because the other node was silent",
                        counts::silences),
                Metric.number(
                        "SessionsEndedByLoss",
                        "Sessions ended since the start because a message was lost on the way to this node",
                        counts::losses),
                Metric.number(
                        "SessionsEndedByOverflow",
                        "Sessions ended since the start because more than muc.cluster-queue-size waited",
                        counts::overflows));
    }

    private static List<Metric> messages(NodeTraffic traffic) {
        return List.of(
                Metric.number("MessagesSent", "Messages sent to other nodes since the start", traffic::sent),
                Metric.number("BytesSent", "Bytes of the messages sent", traffic::sentBytes),
                Metric.number("MessagesReceived", "Messages from other nodes since the start", traffic::received),
                Metric.number("BytesReceived", "Bytes of the messages received", traffic::receivedBytes),
                Metric.number("MessagesUnsent", "Messages since the start that could not be sent", traffic::unsent),
                Metric.number(
                        "MessagesDropped",
                        "Messages dropped since the start because too many waited on this node",
                        traffic::dropped));
    }

    private static List<Metric> refused(ClusterNode node) {
        return List.of(
                Metric.number(
                        "MessagesIgnored",
                        "Messages ignored since the start: of another version or application, or malformed",
                        node::ignored),
                Metric.number(
                        "MessagesRejected",
                        "Messages dropped since the start because they were not made with this node's key",
                        node::rejected));
    }
}
