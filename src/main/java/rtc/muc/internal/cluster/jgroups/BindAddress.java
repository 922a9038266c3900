package rtc.muc.internal.cluster.jgroups;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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

    private static final String SITE_LOCAL = "site_local";
    private static final String NON_LOOPBACK = "non_loopback";

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
        return setting.equalsIgnoreCase(SITE_LOCAL)
                || setting.equalsIgnoreCase(NON_LOOPBACK)
                || setting.startsWith(Global.MATCH_INTF + ":")
                || setting.startsWith(Global.MATCH_ADDR + ":");
    }

    private static @Nullable InetAddress find(String symbol) throws IOException {
        if (symbol.equalsIgnoreCase(SITE_LOCAL)) {
            return first(listed(), InetAddress::isSiteLocalAddress);
        }
        if (symbol.equalsIgnoreCase(NON_LOOPBACK)) {
            return first(listed(), address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
        }
        try {
            return Util.getAddress(symbol, Util.getIpStackType());
        } catch (Exception failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** {@return the first address that fits, preferably of IPv4; null if none fits} */
    static @Nullable InetAddress first(List<InetAddress> addresses, Predicate<InetAddress> fits) {
        List<InetAddress> fitting = addresses.stream().filter(fits).toList();
        return fitting.stream()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElse(null);
    }

    /**
     * {@return the addresses of this machine, those of the first interface first} An interface for containers is usually
     * created after those of the network. JGroups lists the addresses in an arbitrary order.
     */
    private static List<InetAddress> listed() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(BindAddress::isUp)
                .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException removed) {
            return false;
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
