package rtc.muc.internal.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IP address in digits, of version 4 or 6; one of version 4 within version 6 is of version 4. Never a name, so
 * nothing is looked up.
 *
 * @param inet the address, without a name
 */
public record IpAddress(InetAddress inet) {

    /** This machine. */
    public static final IpAddress LOOPBACK = ofBytes(new byte[] {127, 0, 0, 1});

    /** What one site has of IPv6 is no less than this many bits. */
    private static final int SITE_BITS = 64;

    /** {@return the address of these digits, of version 6 with or without a zone; empty if they are none} */
    public static Optional<IpAddress> of(String digits) {
        return AddressParser.bytes(digits).map(IpAddress::ofBytes);
    }

    /** {@return whether this is the machine itself} */
    public boolean isLoopback() {
        return inet.isLoopbackAddress();
    }

    /** {@return what counts as one client: the address itself, of version 6 its network of 64 bits} */
    public IpAddress site() {
        return bits() == 128 ? masked(SITE_BITS) : this;
    }

    /** {@return how long it is in bits, 32 or 128} */
    int bits() {
        return inet.getAddress().length * Byte.SIZE;
    }

    /** {@return the address with all but so many bits at its start set to zero} */
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

    /** {@return its digits} */
    @Override
    public String toString() {
        return inet.getHostAddress();
    }
}
