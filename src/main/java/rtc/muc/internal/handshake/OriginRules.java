package rtc.muc.internal.handshake;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From which pages connections may come. Only browsers have to tell the truth about that: the rules keep a page of
 * another site from acting in the name of the person who looks at it, and do not keep strangers out.
 *
 * @param any whether every page may connect, whatever its origin
 * @param own whether pages may that came from the place where the connection goes to
 * @param hosts the names of that place; empty for any name, as long as the page and the connection have the same
 * @param others which other origins may
 * @param required whether a client that names no origin, and so is no browser, is refused
 */
public record OriginRules(boolean any, boolean own, Set<Authority> hosts, Set<Origin> others, boolean required) {

    /** Copies the sets. */
    public OriginRules {
        hosts = Set.copyOf(hosts);
        others = Set.copyOf(others);
    }

    /**
     * Reads them as operators write them.
     *
     * @param words {@code own}, {@code *}, and origins
     * @param hosts the hosts that {@code own} is limited to, empty for no limit
     * @throws java.util.NoSuchElementException for another word
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

    /** {@return whether a page may connect to the place that was asked, by the values of its header {@code Origin}} */
    boolean allow(List<String> origins, RequestTarget asked) {
        return any
                || (origins.size() == 1
                        && Origin.of(origins.get(0))
                                .filter(origin -> allow(origin, asked))
                                .isPresent());
    }

    /** {@return whether a page may connect to the place that was asked} */
    boolean allow(Origin origin, RequestTarget asked) {
        return any || others.contains(origin) || (own && isOurs(origin) && asked.includes(origin));
    }

    /** {@return what an origin is compared with, for the log} */
    String comparedWith(RequestTarget asked) {
        String ours = hosts.isEmpty() ? "" : ", limited to " + listed(hosts) + " by muc.hosts";
        String place = own ? "own (" + asked + ours + ")" : "";
        String listed = others.isEmpty() ? "" : listed(others);
        return place + (own && !others.isEmpty() ? " and " : "") + listed;
    }

    /** By another name that a stranger lets point to our address, pages of the stranger would seem to be ours. */
    private boolean isOurs(Origin origin) {
        return hosts.isEmpty() || hosts.stream().anyMatch(host -> host.includes(origin));
    }

    private static String listed(Set<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }
}
