package rtc.muc.internal.room;

import java.util.Optional;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;

/**
 * Who is at the other end of a connection, as far as the server knows.
 *
 * @param principal the name of the container's principal, or else the subject of the room token; empty when there is
 *     neither
 * @param address the client's address, in digits; empty when the connection has none
 * @param site what counts as the same address for limits, see {@link IpAddress#site}; empty when limits of one address do
 *     not apply
 */
public record PeerIdentity(Optional<String> principal, String address, Optional<IpAddress> site) {

    /** Nothing is known. No limit of one address or principal applies. */
    public static final PeerIdentity UNKNOWN = new PeerIdentity(Optional.empty(), "", Optional.empty());

    /** Takes an empty name for none. */
    public PeerIdentity {
        principal = principal.filter(name -> !name.isEmpty());
    }

    /** {@return the identity of a client with this address, and with a principal or without} */
    public static PeerIdentity of(Optional<String> principal, ClientAddress client) {
        return new PeerIdentity(
                principal,
                client.address().toString(),
                client.exempt()
                        ? Optional.empty()
                        : Optional.of(client.address().site()));
    }

    /** {@return whether this is the principal of that name} */
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
