package rtc.muc.internal.address;

import java.util.List;
import java.util.Optional;

/**
 * The proxies whose forwarding headers are trusted. Such headers from any other sender are ignored.
 *
 * @param networks the networks of the proxies
 * @param header the header that the proxies send; other headers are ignored, because a client could have sent them
 */
public record TrustedProxies(List<Network> networks, ProxyHeader header) {

    /** No proxies. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), ProxyHeader.X_FORWARDED_FOR);

    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** {@return whether an address belongs to a trusted proxy} */
    public boolean contains(String address) {
        return IpAddress.of(address).filter(this::contains).isPresent();
    }

    /**
     * Determines the address of a client: the last address that does not belong to a trusted proxy. Only a client that
     * connects without a proxy is considered to run on this machine.
     *
     * @param neighbour the address that the connection comes from
     * @param addresses the values of the {@link #header}, in order
     * @param forwarded whether the request has a sign of having been forwarded by a proxy
     */
    public ClientAddress client(IpAddress neighbour, List<String> addresses, boolean forwarded) {
        if (addresses.isEmpty()) {
            return new ClientAddress(neighbour, neighbour.isLoopback() && !forwarded);
        }
        List<String> hops = header.hops(String.join(",", addresses));
        IpAddress client = neighbour;
        for (int i = hops.size() - 1; i >= 0 && contains(client); i--) {
            Optional<IpAddress> next =
                    IpAddress.of(ProxyHeader.withoutPort(hops.get(i).strip()));
            if (next.isEmpty()) {
                return new ClientAddress(client, false);
            }
            client = next.get();
        }
        return new ClientAddress(client, false);
    }

    /** {@return whether an address belongs to a trusted proxy} */
    public boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
