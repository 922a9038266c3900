package rtc.it.config;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import rtc.it.ProtocolStories;

/**
 * The protocol on three WildFly processes that form a cluster: each client connects to another node than the previous
 * one.
 */
@Tag("cluster-load")
final class ProtocolOverNodesIT extends ProtocolStories {

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(3);

    private static final ClusterClients CLIENTS = new ClusterClients(NODES);

    private int clients;

    @Override
    protected URI next() {
        return NODES.ws(clients++ % NODES.count());
    }

    @Override
    protected void awaitKnown(String room, String id) {
        for (int node = 0; node < NODES.count(); node++) {
            CLIENTS.awaitKnown(node, room, id);
        }
    }
}
