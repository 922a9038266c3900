package rtc.muc.internal.cluster.node;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address at which there may be a node.
 *
 * @param host the IP address or host name
 * @param port the port; 0 if none is specified
 */
public record ClusterMember(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

    /** The highest port on which a node can listen, because it also uses the port that is higher by 100. */
    private static final int MOST = 65_435;

    /**
     * {@return the member that a text such as {@code host}, {@code host:7800} or {@code [::1]:7800} specifies; empty if
     * the text is invalid}
     */
    public static Optional<ClusterMember> of(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
        return Optional.of(new ClusterMember(parts.group(1) == null ? parts.group(2) : parts.group(1), port))
                .filter(member -> parts.group(3) == null || (port > 0 && port <= MOST));
    }

    /** {@return the specified port, or the usual one if none is specified} */
    public int portOr(int usual) {
        return port == 0 ? usual : port;
    }
}
