package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.PhysicalAddress;
import org.jgroups.stack.IpAddress;
import rtc.muc.internal.cluster.node.ClusterMember;
import rtc.muc.internal.cluster.node.ClusterRules;

/**
 * Looks up one member of muc.cluster-members repeatedly, because the name may be unknown when this node starts and
 * its address may change. Logs what prevents the nodes from meeting when it begins, changes and ends. For use by one
 * thread at a time.
 */
final class MemberLookup {

    private static final System.Logger LOG = System.getLogger(MemberLookup.class.getName());

    private final String host;
    private final int port;
    private final int ownPort;
    private final InetAddress ownAddress;
    private final HostNames names;

    /** The latest addresses, which remain if the names are unavailable for some time. */
    private List<PhysicalAddress> known = List.of();

    private Problem logged = Problem.NONE;

    /**
     * What prevents this node from meeting a node at a member's address.
     *
     * @param words what the log says; empty for nothing
     * @param permanent whether it cannot end before the settings change
     */
    private record Problem(String words, boolean permanent) {
        static final Problem NONE = new Problem("", false);
    }

    /**
     * @param own the settings of the channel
     * @param ownAddress the address on which this node listens
     */
    MemberLookup(ClusterMember member, ClusterRules.OwnChannel own, InetAddress ownAddress, HostNames names) {
        this.host = member.host();
        this.port = member.portOr(own.port());
        this.ownPort = own.port();
        this.ownAddress = ownAddress;
        this.names = names;
    }

    /**
     * Looks the host up for the first time.
     *
     * @throws IOException if this node cannot meet a node there before the settings change; the message states the
     *     reason
     */
    void first() throws IOException {
        Problem problem = lookUp();
        if (problem.permanent()) {
            throw new IOException(problem.words());
        }
        log(problem);
    }

    /** {@return the addresses at which there may be a node, with the port} */
    List<PhysicalAddress> again() {
        log(lookUp());
        return known;
    }

    private Problem lookUp() {
        try {
            return take(Stream.of(names.addresses(host)).distinct().toList());
        } catch (UnknownHostException unknown) {
            return known.isEmpty() ? unknown(unknown) : logged;
        }
    }

    private Problem take(List<InetAddress> found) {
        List<InetAddress> real = found.stream()
                .filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress())
                .toList();
        if (real.isEmpty()) {
            return new Problem(
                    "%s of muc.cluster-members is %s, which is not the address of a node".formatted(this, text(found)),
                    true);
        }
        List<InetAddress> reachable = real.stream()
                .filter(address -> address.getClass() == ownAddress.getClass())
                .toList();
        if (reachable.isEmpty()) {
            return new Problem(
                    "%s of muc.cluster-members is %s, which this node cannot reach, because muc.cluster-bind-address is %s"
                                    .formatted(this, text(real), ownAddress.getHostAddress())
                            + (ownAddress instanceof Inet4Address ? ", an IPv4 address" : ", an IPv6 address"),
                    false);
        }
        known = reachable.stream()
                .<PhysicalAddress>map(address -> new IpAddress(address, port))
                .toList();
        return loopback(reachable);
    }

    private Problem loopback(List<InetAddress> reachable) {
        boolean onLoopback = reachable.stream().anyMatch(InetAddress::isLoopbackAddress);
        if (ownAddress.isLoopbackAddress() && !onLoopback) {
            return new Problem(
                    "%s of muc.cluster-members is %s, but muc.cluster-bind-address is %s, which only this machine can reach. "
                                    .formatted(this, text(reachable), ownAddress.getHostAddress())
                            + BindAddress.REMEDY,
                    true);
        }
        if (!ownAddress.isLoopbackAddress() && onLoopback && reachable.size() == 1 && port != ownPort) {
            return new Problem(
                    "%s of muc.cluster-members is %s, but muc.cluster-bind-address is %s. A node there must listen on loopback,"
                                    .formatted(this, text(reachable), ownAddress.getHostAddress())
                            + " and nodes on other machines cannot reach it",
                    false);
        }
        return Problem.NONE;
    }

    /** An IPv6 address is not a name that may become known. */
    private Problem unknown(UnknownHostException reason) {
        return new Problem(
                ("%s of muc.cluster-members has no known address (%s), so this node does not look for a node there. The name"
                                + " is looked up again every few seconds")
                        .formatted(this, reason.getMessage()),
                host.contains(":"));
    }

    private void log(Problem problem) {
        if (problem.equals(logged)) {
            return;
        }
        if (problem.equals(Problem.NONE)) {
            LOG.log(Level.INFO, "The addresses of " + this + " of muc.cluster-members are now " + known);
        } else {
            LOG.log(Level.WARNING, problem.words());
        }
        logged = problem;
    }

    private static String text(List<InetAddress> addresses) {
        return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" and "));
    }

    /** {@return the host and the port} */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
