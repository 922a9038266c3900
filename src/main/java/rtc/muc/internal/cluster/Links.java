package rtc.muc.internal.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The links of this node to all others that it has seen, by their addresses. A link is kept however long the other node
 * is away, because it counts the sessions, and the wire ids of peers depend on that count. An address stands for one
 * start of a node: after a restart, a node has a new one.
 *
 * <p>For any number of threads; no method blocks.
 */
public final class Links {

    private record Driven(Link link, LinkDriver driver) {}

    private record View(long id, Set<String> members) {}

    private final String self;
    private final LinkContext context;
    private final ClusterPublisher publisher;
    private final Function<String, LinkDriver> drivers;
    private final ConcurrentMap<String, Driven> links = new ConcurrentHashMap<>();
    private volatile View view = new View(Long.MIN_VALUE, Set.of());
    private volatile boolean stopped;

    /**
     * Makes links to nobody.
     *
     * @param self the address of this node
     * @param publisher publishes the changes of the rooms in the context
     * @param drivers makes what drives the link to the node of an address
     */
    public Links(String self, LinkContext context, ClusterPublisher publisher, Function<String, LinkDriver> drivers) {
        this.self = self;
        this.context = context;
        this.publisher = publisher;
        this.drivers = drivers;
    }

    /**
     * Takes a view: the nodes that seem to exist. It is only a hint, because views may be wrong and late; a view that
     * is older than the newest one is ignored.
     *
     * @param id counts the views
     */
    public void view(long id, Set<String> members) {
        synchronized (this) {
            if (id <= view.id()) {
                return;
            }
            view = new View(id, Set.copyOf(members));
        }
        members.stream().filter(member -> !links.containsKey(member)).forEach(member -> {
            Driven added = link(member);
            if (added != null) {
                added.driver().execute(added.link()::greet);
            }
        });
    }

    /** Takes a message of another node. */
    public void receive(String sender, NodeMessage message) {
        Driven driven = link(sender);
        if (driven != null) {
            driven.driver().execute(() -> driven.link().receive(message));
        }
    }

    /** Called at each beat, see {@link LinkTimes#beat}. */
    public void tick() {
        links.forEach((address, driven) ->
                driven.driver().execute(() -> driven.link().tick(view.members().contains(address))));
    }

    /** Notifies all other nodes that this one stops; afterwards does nothing. Called after the last peer has left. */
    public void stop() {
        stopped = true;
        links.values().forEach(driven -> driven.driver().execute(driven.link()::stop));
    }

    /** {@return what is to be sent next to a node, null if nothing waits} Called by one thread at a time for each node. */
    public @Nullable NodeMessage next(String address) {
        Driven driven = links.get(address);
        return driven == null ? null : driven.link().next();
    }

    private @Nullable Driven link(String address) {
        return stopped || address.equals(self) ? null : links.computeIfAbsent(address, this::newLink);
    }

    private Driven newLink(String address) {
        LinkDriver driver = drivers.apply(address);
        Link link = new Link(context, driver);
        publisher.add(link);
        return new Driven(link, driver);
    }
}
