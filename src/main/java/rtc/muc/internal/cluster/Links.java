package rtc.muc.internal.cluster;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The links of this node to other nodes, by address. A node has a new address after each restart, so the link to a node
 * that remains unreachable is forgotten, except for its count of sessions: the node may have been separated from this
 * one only, and then returns with the same address.
 *
 * <p>Thread-safe; no method blocks.
 */
public final class Links {

    /** The default of how many addresses of unreachable nodes are retained. */
    private static final int MOST_PAST = 1000;

    private record Driven(Link link, LinkDriver driver) {}

    private record View(long id, Set<String> members) {}

    private final String self;
    private final LinkContext context;
    private final ClusterPublisher publisher;
    private final Function<String, LinkDriver> drivers;
    private final LinkCounts counts = new LinkCounts();
    private final PastSessions past;
    private final ConcurrentMap<String, Driven> links = new ConcurrentHashMap<>();
    private volatile View view = new View(Long.MIN_VALUE, Set.of());
    private volatile boolean stopped;

    /**
     * Creates an object that has no links yet.
     *
     * @param self the address of this node
     * @param publisher publishes the changes of the rooms in the context
     * @param drivers creates the driver of the link to the node with the given address
     */
    public Links(String self, LinkContext context, ClusterPublisher publisher, Function<String, LinkDriver> drivers) {
        this(self, context, publisher, drivers, MOST_PAST);
    }

    /** @param mostPast how many addresses of unreachable nodes are retained */
    Links(
            String self,
            LinkContext context,
            ClusterPublisher publisher,
            Function<String, LinkDriver> drivers,
            int mostPast) {
        this.past = new PastSessions(mostPast);
        this.self = self;
        this.context = context;
        this.publisher = publisher;
        this.drivers = drivers;
    }

    /**
     * Receives a view: the nodes that seem to exist. A view is only a hint, because it may be wrong or late. A view
     * that is not newer than all earlier ones is ignored.
     *
     * @param id the number of the view; newer views have higher numbers
     */
    public void view(long id, Set<String> members) {
        synchronized (this) {
            if (id <= view.id()) {
                return;
            }
            // Keeps the order, so that simulations can be replayed.
            view = new View(id, Collections.unmodifiableSet(new LinkedHashSet<>(members)));
        }
        greetNew(members);
    }

    /** Receives a message from another node. */
    public void receive(String sender, NodeMessage message) {
        Driven driven = link(sender);
        if (driven != null) {
            driven.driver().execute(() -> driven.link().receive(message));
        }
    }

    /**
     * Lets each link send a beat, or end its session if the other node has been silent for too long. Forgets the links
     * to nodes that have been unreachable for long. Called at intervals of {@link LinkTimes#beat}.
     */
    public void tick() {
        greetNew(view.members());
        links.forEach((address, driven) -> driven.driver().execute(() -> tick(address, driven)));
    }

    /**
     * Notifies all other nodes that this node stops, except those that have been unreachable for long. Later messages
     * and views are ignored. Called after the last peer has left.
     */
    public void stop() {
        stopped = true;
        links.forEach((address, driven) ->
                driven.driver().execute(() -> driven.link().stop(view.members().contains(address))));
    }

    /**
     * {@return the next message to send to a node; null if none waits, or if the link of the driver was forgotten}
     * Called by one thread at a time for each driver.
     */
    public @Nullable NodeMessage next(String address, LinkDriver driver) {
        Driven driven = links.get(address);
        return driven == null || driven.driver() != driver
                ? null
                : driven.link().next();
    }

    /** {@return how many other nodes the newest view contains} */
    public int visible() {
        return (int)
                view.members().stream().filter(member -> !member.equals(self)).count();
    }

    /** {@return with how many other nodes there is a session} */
    public int connected() {
        return (int) sessions().count();
    }

    /** {@return how many bytes of changes wait to be sent to the node for which most bytes wait} */
    public long mostWaitingBytes() {
        return sessions().mapToLong(Session::waitingBytes).max().orElse(0);
    }

    /** {@return the counters of the sessions} */
    public LinkCounts counts() {
        return counts;
    }

    private Stream<Session> sessions() {
        return links.values().stream()
                .flatMap(driven -> Stream.ofNullable(driven.link().session()));
    }

    private @Nullable Driven link(String address) {
        return stopped || address.equals(self) ? null : links.computeIfAbsent(address, this::newLink);
    }

    private Driven newLink(String address) {
        LinkDriver driver = drivers.apply(address);
        Link link = new Link(address, context, driver, counts, past.take(address));
        publisher.add(link);
        return new Driven(link, driver);
    }

    /** Creates links to those of the nodes to which there are none. */
    private void greetNew(Set<String> members) {
        members.stream().filter(member -> !links.containsKey(member)).forEach(member -> {
            Driven added = link(member);
            if (added != null) {
                added.driver().execute(added.link()::greet);
            }
        });
    }

    private void tick(String address, Driven driven) {
        boolean inView = view.members().contains(address);
        driven.link().tick(inView);
        if (driven.link().isOutdated(inView)) {
            forget(address, driven);
        }
    }

    /**
     * Forgets a link, in a task of the link. Its count of sessions is stored before another link to the same node can be
     * created. If a message arrives at the same time, the forgotten link ignores it, and the other node tries again.
     */
    private void forget(String address, Driven driven) {
        links.computeIfPresent(address, (same, current) -> {
            if (!current.equals(driven)) {
                return current;
            }
            past.put(address, driven.link().retire());
            publisher.remove(driven.link());
            driven.driver().end();
            return null;
        });
    }
}
