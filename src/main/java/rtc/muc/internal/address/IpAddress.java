package rtc.muc.internal.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. An IPv4-mapped IPv6 address is treated as IPv4. An instance never contains a host name, so
 * no name is resolved.
 *
 * @param inet the address, without a host name
 */
public record IpAddress(InetAddress inet) {

    /** The IPv4 loopback address. */
    public static final IpAddress LOOPBACK = ofBytes(new byte[] {127, 0, 0, 1});

    /** The length of the prefix that identifies one IPv6 site. */
    private static final int SITE_BITS = 64;

    /** {@return the address in a text; empty if the text is malformed} The zone of an IPv6 address is ignored. */
    public static Optional<IpAddress> of(String digits) {
        return AddressParser.bytes(digits).map(IpAddress::ofBytes);
    }

    /** {@return whether this is an address of the loopback interface} */
    public boolean isLoopback() {
        return inet.isLoopbackAddress();
    }

    /**
     * {@return the address that limits treat as one client: an IPv4 address itself, or the /64 network of an IPv6
     * address}
     */
    public IpAddress site() {
        return bits() == 128 ? masked(SITE_BITS) : this;
    }

    /** {@return the length of this address in bits, 32 or 128} */
    int bits() {
        return inet.getAddress().length * Byte.SIZE;
    }

    /** {@return the address with all bits after the prefix set to zero} */
    IpAddress masked(int bits) {
        byte[] bytes = inet.getAddress();
        int whole = bits / Byte.SIZE;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xFF00 >> bits % Byte.SIZE);
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        return ofBytes(bytes);
    }

    private static IpAddress ofBytes(byte[] bytes) {
        try {
            return new IpAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return the address in text form} */
    @Override
    public String toString() {
        return inet.getHostAddress();
    }
}
