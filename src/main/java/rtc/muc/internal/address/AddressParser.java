package rtc.muc.internal.address;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses IP addresses in text form (RFC 4291, section 2.2). The JDK's parser queries DNS for some texts, and these
 * texts may come from untrusted clients.
 */
final class AddressParser {

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int LONGEST = 45;
    private static final int GROUPS = 8;

    private AddressParser() {}

    /**
     * {@return the 4 or 16 bytes of an address; empty if the text is malformed} The zone of an IPv6 address is ignored.
     */
    static Optional<byte[]> bytes(String text) {
        if (text.indexOf(':') < 0) {
            return version4(text);
        }
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return plain.length() > LONGEST ? Optional.empty() : version6(plain);
    }

    private static Optional<byte[]> version4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4
                || !Arrays.stream(octets)
                        .allMatch(octet -> OCTET.matcher(octet).matches() && Integer.parseInt(octet) < 256)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> version6(String text) {
        return withHexadecimalEnd(text).flatMap(plain -> {
            int gap = plain.indexOf("::");
            List<String> first = groups(gap < 0 ? plain : plain.substring(0, gap));
            List<String> last = gap < 0 ? List.of() : groups(plain.substring(gap + 2));
            int count = first.size() + last.size();
            boolean whole = gap < 0 ? count == GROUPS : count < GROUPS;
            return whole && isHexadecimal(first) && isHexadecimal(last)
                    ? Optional.of(bytes(first, last))
                    : Optional.empty();
        });
    }

    /** Replaces the last 32 bits by hexadecimal groups if they are written as an IPv4 address. */
    private static Optional<String> withHexadecimalEnd(String text) {
        int end = text.lastIndexOf(':') + 1;
        if (text.indexOf('.', end) < 0) {
            return Optional.of(text);
        }
        return version4(text.substring(end)).map(bytes -> "%s%02x%02x:%02x%02x"
                .formatted(text.substring(0, end), bytes[0], bytes[1], bytes[2], bytes[3]));
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static boolean isHexadecimal(List<String> groups) {
        return groups.stream().allMatch(group -> GROUP.matcher(group).matches());
    }

    private static byte[] bytes(List<String> first, List<String> last) {
        byte[] bytes = new byte[2 * GROUPS];
        put(bytes, 0, first);
        put(bytes, GROUPS - last.size(), last);
        return bytes;
    }

    private static void put(byte[] bytes, int from, List<String> groups) {
        for (int i = 0; i < groups.size(); i++) {
            int group = Integer.parseInt(groups.get(i), 16);
            bytes[2 * (from + i)] = (byte) (group >> 8);
            bytes[2 * (from + i) + 1] = (byte) group;
        }
    }
}
