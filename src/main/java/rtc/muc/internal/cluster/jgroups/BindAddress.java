package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jgroups.Global;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/** Finds the address on which the application's own channel listens, and which it announces to the other nodes. */
final class BindAddress {

    /** What to set instead of a value that cannot work. */
    static final String REMEDY =
            "Set muc.cluster-bind-address to the address of this machine in the network of the nodes,"
                    + " to site_local for a private IPv4 address, or to match-interface:eth0 for the address of an interface";

    private static final Set<String> SCOPES = Set.of("site_local", "non_loopback");

    private BindAddress() {}

    /**
     * {@return the address for a value of muc.cluster-bind-address}
     *
     * @throws IOException if other nodes cannot reach this node there; the message states the reason and the remedy
     */
    static InetAddress of(String setting) throws IOException {
        InetAddress address = isSymbol(setting) ? find(setting) : InetAddress.getByName(setting);
        if (address == null) {
            throw new IOException("No address of this machine matches; " + addresses());
        }
        if (address.isAnyLocalAddress()) {
            throw new IOException(address.getHostAddress()
                    + " stands for all addresses of this machine, but the other nodes need one address to connect to. "
                    + REMEDY);
        }
        if (!isLocal(address)) {
            throw new IOException(
                    "%s is not an address of this machine; %s".formatted(address.getHostAddress(), addresses()));
        }
        return address;
    }

    private static boolean isSymbol(String setting) {
        return SCOPES.contains(setting.toLowerCase(Locale.ROOT))
                || setting.startsWith(Global.MATCH_INTF + ":")
                || setting.startsWith(Global.MATCH_ADDR + ":");
    }

    private static @Nullable InetAddress find(String symbol) throws IOException {
        try {
            return Util.getAddress(symbol, Util.getIpStackType());
        } catch (Exception failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** {@return whether a port of the address can be opened} Each loopback address can, but only one is listed. */
    private static boolean isLocal(InetAddress address) throws SocketException {
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    private static String addresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(network -> network.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .map(address -> address.getHostAddress() + " (" + network.getName() + ")"))
                .sorted()
                .collect(Collectors.joining(", ", "the addresses are ", ""));
    }
}
