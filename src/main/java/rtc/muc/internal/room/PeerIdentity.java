package rtc.muc.internal.room;

import java.util.Optional;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;

/**
 * The identity of the client of a connection, as far as the server knows it.
 *
 * @param principal the name of the container's principal, or else the subject of the room token; empty if there is
 *     neither
 * @param address the client's address in numeric form; empty if the connection has none
 * @param site the address or network to which the limits per address apply, see {@link IpAddress#site}; empty if they
 *     do not apply
 */
public record PeerIdentity(Optional<String> principal, String address, Optional<IpAddress> site) {

    /** The identity of an unknown client, to which no limit per address or principal applies. */
    public static final PeerIdentity UNKNOWN = new PeerIdentity(Optional.empty(), "", Optional.empty());

    /** Treats an empty name as no principal. */
    public PeerIdentity {
        principal = principal.filter(name -> !name.isEmpty());
    }

    /** {@return the identity of a client with this address and perhaps a principal} */
    public static PeerIdentity of(Optional<String> principal, ClientAddress client) {
        return new PeerIdentity(
                principal,
                client.address().toString(),
                client.exempt()
                        ? Optional.empty()
                        : Optional.of(client.address().site()));
    }

    /** {@return whether the principal has this name} */
    boolean isPrincipal(String name) {
        return principal.isPresent() && principal.get().equals(name);
    }

    boolean sharesPrincipal(PeerIdentity other) {
        return principal.isPresent() && principal.equals(other.principal);
    }

    boolean sharesSite(PeerIdentity other) {
        return site.isPresent() && site.equals(other.site);
    }
}
