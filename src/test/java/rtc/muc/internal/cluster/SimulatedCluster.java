package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.StatusLimits;
import rtc.trace.Trace;

/**
 * Hosts with nodes, the network between them, and all clients so far. Everything that happens depends only on the seed.
 */
final class SimulatedCluster {

    private final SplittableRandom random;
    private final Scheduler scheduler;
    private final Network network = new Network(this);
    private final RandomFaults randomFaults;
    private final SimulatedApplication application = new SimulatedApplication(this);
    private final List<SimulatedNode> hosts = new ArrayList<>();
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
    private final Map<String, SimulatedClient> clients = new LinkedHashMap<>();
    private final List<Sending> sendings = new ArrayList<>();
    private final List<ServerMessage> written = new ArrayList<>();
    private final List<ClientMessage> said = new ArrayList<>();
    private final Tally tally = new Tally();
    private final @Nullable List<String> story;
    private @Nullable Violation violation;
    private Consumer<SimulatedClient> onWelcome = client -> {};
    private long calls;
    private int ids;

    SimulatedCluster(long seed, RandomFaults randomFaults, boolean telling) {
        this.random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + 77);
        this.scheduler = new Scheduler(random.split());
        this.randomFaults = randomFaults;
        this.story = telling ? new ArrayList<>() : null;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Network network() {
        return network;
    }

    SimulatedApplication application() {
        return application;
    }

    RandomFaults randomFaults() {
        return randomFaults;
    }

    List<Sending> sendings() {
        return sendings;
    }

    List<SimulatedClient> clients() {
        return List.copyOf(clients.values());
    }

    /** {@return the current node of each host} */
    List<SimulatedNode> hosts() {
        return hosts;
    }

    /** {@return all nodes so far, including those that were replaced} */
    List<SimulatedNode> nodes() {
        return List.copyOf(nodes.values());
    }

    SimulatedNode node(String address) {
        return Objects.requireNonNull(nodes.get(address));
    }

    SimulatedStream stream(SimulatedNode from, SimulatedNode to) {
        return network.stream(from, to);
    }

    /** {@return the client of the peer with this id, null if there is none} */
    @Nullable
    SimulatedClient client(String id) {
        return clients.get(id);
    }

    /** Starts a node on a host, replacing its previous node if there was one. */
    SimulatedNode boot(int host) {
        SimulatedNode node = new SimulatedNode(this, host, "n" + nodes.size());
        nodes.put(node.address(), node);
        if (host < hosts.size()) {
            hosts.set(host, node);
        } else {
            hosts.add(node);
        }
        return node;
    }

    SimulatedClient connect(SimulatedServer server, RoomName room, int bound) {
        return connect(server, room, "u" + random(SimulatedApplication.PRINCIPALS), bound);
    }

    /** Sets what happens to clients that join anew on another node. */
    void onWelcome(Consumer<SimulatedClient> action) {
        onWelcome = action;
    }

    /** Connects a client to another node, where it joins anew. */
    void welcome(SimulatedServer server, SimulatedClient client) {
        if (!server.isStopped()) {
            onWelcome.accept(connect(server, client.room(), client.principal(), Integer.MAX_VALUE));
        }
    }

    private SimulatedClient connect(SimulatedServer server, RoomName room, String principal, int bound) {
        SimulatedClient client = new SimulatedClient(this, server, room, principal, bound);
        clients.put(client.id(), client);
        tell(() -> client.id() + " connects to " + server.address() + " for " + room.value());
        return client;
    }

    /** Ends the clients of a server that is gone. */
    void lost(SimulatedServer server) {
        clients.values().stream()
                .filter(client -> client.server() == server)
                .forEach(client -> after(clientDelay(), client::end));
    }

    // Time and chance

    long now() {
        return scheduler.now();
    }

    long nanos() {
        return scheduler.now() * 1_000_000;
    }

    void after(long delay, Runnable action) {
        scheduler.after(delay, action);
    }

    int random(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    long streamDelay() {
        int kind = random(100);
        return random(kind < 60 ? 4 : kind < 90 ? 30 : kind < 99 ? 200 : 1500);
    }

    long clientDelay() {
        return chance(0.02) ? random(2500) : random(60);
    }

    String newId() {
        return "p" + Integer.toString(random(36 * 36 * 36), 36) + "-" + ids++;
    }

    long newNumber() {
        return random.nextLong();
    }

    long newCall() {
        return ++calls;
    }

    // Messages and events

    String write(ServerMessage message) {
        written.add(message);
        return Integer.toString(written.size() - 1);
    }

    ServerMessage read(String text) {
        return written.get(Integer.parseInt(text));
    }

    String add(ClientMessage message) {
        said.add(message);
        return Integer.toString(said.size() - 1);
    }

    ClientMessage said(String text) {
        return said.get(Integer.parseInt(text));
    }

    /** Records that a node answers an event with an error. */
    void refused(ServerMessage.Failure failure) {
        sendingOf(new JsonText(String.valueOf(failure.event()).replaceAll(".*#", ""))).refused = true;
        count("events refused");
    }

    JsonText add(Sending sending) {
        sendings.add(sending);
        return new JsonText(Integer.toString(sendings.size() - 1));
    }

    Sending sendingOf(@Nullable JsonText data) {
        return sendings.get(Integer.parseInt(Objects.requireNonNull(data).text()));
    }

    /** Records that an event is in the outbox of a client; a second delivery is a violation. */
    void delivered(SimulatedClient to, ServerMessage message) {
        if (message instanceof ServerMessage.From from) {
            Sending sending = sendingOf(from.data());
            if (sending.delivered) {
                violation("C3", sending + " is delivered twice to " + to.id());
            }
            sending.delivered = true;
        } else if (message instanceof ServerMessage.ServerEvent event) {
            application.delivered(to, event);
        }
    }

    /** {@return whether statuses may arrive later than events that were sent after them} */
    boolean isPaced() {
        return !randomFaults.limits.statuses().equals(StatusLimits.NONE);
    }

    // Results

    void count(String what) {
        tally.count(what);
    }

    List<Trace> traces() {
        return clients.values().stream().map(SimulatedClient::trace).toList();
    }

    Tally tally() {
        return tally;
    }

    void tell(Supplier<String> line) {
        if (story != null) {
            story.add("%9.3f  %s".formatted(now() / 1000.0, line.get()));
        }
    }

    /** Records a broken rule, unless one was recorded before, and ends the simulation. */
    void violation(String rule, String what) {
        if (violation == null) {
            violation = new Violation(rule, what);
            tell(() -> "!!! " + rule + ": " + what);
            scheduler.stop();
        }
    }

    @Nullable
    Violation violation() {
        return violation;
    }

    List<String> story() {
        return story == null ? List.of() : story;
    }
}
