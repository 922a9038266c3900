package rtc.muc.internal.address;

import java.util.List;
import java.util.Optional;

/**
 * The proxies that are believed when they tell whom they are asked by. From anybody else such a word is only a word.
 *
 * @param networks where they are
 * @param header how they tell it; another header is not looked at, for a client could have sent it
 */
public record TrustedProxies(List<Network> networks, ProxyHeader header) {

    /** Nobody. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), ProxyHeader.X_FORWARDED_FOR);

    /** Copies the list. */
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** {@return whether an address, in digits, is one of theirs} */
    public boolean contains(String address) {
        return IpAddress.of(address).filter(this::contains).isPresent();
    }

    /**
     * Finds out where a client is: the last address that is no proxy's. Only a client that reaches the server without any
     * proxy can be on this machine itself.
     *
     * @param neighbour the address that the connection comes from
     * @param told the values of the {@link #header}, in their order; empty when there is none
     * @param forwarded whether there is a sign that a proxy passed the request on
     */
    public ClientAddress client(IpAddress neighbour, List<String> told, boolean forwarded) {
        if (told.isEmpty()) {
            return new ClientAddress(neighbour, neighbour.isLoopback() && !forwarded);
        }
        List<String> hops = header.hops(String.join(",", told));
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

    /** {@return whether an address is one of theirs} */
    public boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
