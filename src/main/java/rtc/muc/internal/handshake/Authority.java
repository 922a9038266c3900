package rtc.muc.internal.handshake;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with an optional port, as in the header {@code Host}.
 *
 * @param host the host in lower case; an IPv6 address is in brackets
 * @param port the port; empty if none is given
 */
public record Authority(String host, OptionalInt port) {

    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?");

    /** {@return the authority in a text; empty if it is malformed} */
    public static Optional<Authority> of(String text) {
        Matcher parts = AUTHORITY.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        OptionalInt port =
                parts.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group(2)));
        return port.isPresent() && port.getAsInt() > 65_535
                ? Optional.empty()
                : Optional.of(new Authority(parts.group(1), port));
    }

    /** {@return whether an origin has the host of this authority, and its port if this authority has a port} */
    boolean includes(Origin origin) {
        return host.equals(origin.host()) && port.orElse(origin.port()) == origin.port();
    }

    /** {@return the authority in text form} */
    @Override
    public String toString() {
        return host + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
