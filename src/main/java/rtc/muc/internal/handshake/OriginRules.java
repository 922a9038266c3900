package rtc.muc.internal.handshake;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins whose pages may connect. Only browsers send the origin reliably: the rules prevent other sites from
 * acting on behalf of their visitors, but they do not replace access control.
 *
 * @param any whether every origin is allowed
 * @param own whether pages of this server are allowed
 * @param hosts the host names of this server; empty for any name, if the page and the connection have the same host
 * @param others further allowed origins
 * @param required whether clients without an origin, which are not browsers, are refused
 */
public record OriginRules(boolean any, boolean own, Set<Authority> hosts, Set<Origin> others, boolean required) {

    /** Copies the sets. */
    public OriginRules {
        hosts = Set.copyOf(hosts);
        others = Set.copyOf(others);
    }

    /**
     * Parses the setting.
     *
     * @param words {@code own}, {@code *}, and origins
     * @param hosts the hosts that {@code own} is limited to; empty for no limit
     * @throws java.util.NoSuchElementException if a word is none of these
     */
    public static OriginRules of(List<String> words, List<Authority> hosts, boolean required) {
        return new OriginRules(
                words.contains("*"),
                words.contains("own"),
                Set.copyOf(hosts),
                words.stream()
                        .filter(word -> !word.equals("*") && !word.equals("own"))
                        .map(word -> Origin.of(word).orElseThrow())
                        .collect(Collectors.toSet()),
                required);
    }

    /** {@return whether a page with these values of {@code Origin} may connect to the requested target} */
    boolean allow(List<String> origins, RequestTarget asked) {
        return any
                || (origins.size() == 1
                        && Origin.of(origins.get(0))
                                .filter(origin -> allow(origin, asked))
                                .isPresent());
    }

    /** {@return whether a page may connect to the requested host} */
    boolean allow(Origin origin, RequestTarget asked) {
        return any || others.contains(origin) || (own && isOurs(origin) && asked.includes(origin));
    }

    /** {@return the allowed origins, for the log} */
    String comparedWith(RequestTarget asked) {
        String ours = hosts.isEmpty() ? "" : ", limited to " + listed(hosts) + " by muc.hosts";
        String place = own ? "own (" + asked + ours + ")" : "";
        String listed = others.isEmpty() ? "" : listed(others);
        return place + (own && !others.isEmpty() ? " and " : "") + listed;
    }

    /**
     * Checks the host names, if there are any, because an attacker's host name may resolve to our address (DNS
     * rebinding).
     */
    private boolean isOurs(Origin origin) {
        return hosts.isEmpty() || hosts.stream().anyMatch(host -> host.includes(origin));
    }

    private static String listed(Set<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
