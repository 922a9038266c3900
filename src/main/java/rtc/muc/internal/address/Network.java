package rtc.muc.internal.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All addresses with a common prefix.
 *
 * @param first the first address
 * @param bits the prefix length
 */
public record Network(IpAddress first, int bits) {

    private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    /**
     * {@return the network of a text such as {@code 10.0.0.0/8}, {@code ::1} or {@code fd00::/8}; empty if the text is
     * malformed or a bit after the prefix is set}
     */
    public static Optional<Network> of(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            return Optional.empty();
        }
        return IpAddress.of(cidr.group(1)).flatMap(address -> {
            int bits = cidr.group(2) == null ? address.bits() : Integer.parseInt(cidr.group(2));
            return bits <= address.bits() && address.masked(bits).equals(address)
                    ? Optional.of(new Network(address, bits))
                    : Optional.empty();
        });
    }

    /** {@return whether an address is in this network} */
    public boolean contains(IpAddress address) {
        return address.bits() == first.bits() && address.masked(bits).equals(first);
    }
}
