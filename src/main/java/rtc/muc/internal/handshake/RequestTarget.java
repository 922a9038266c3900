package rtc.muc.internal.handshake;

import static java.util.stream.Collectors.joining;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rtc.muc.internal.address.ProxyHeader;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.protocol.Printable;

/**
 * The scheme, host and port that a client requested, according to the request and the headers of trusted proxies.
 *
 * @param hosts the possible hosts, with optional ports
 * @param schemes the possible schemes, {@code http} or {@code https}; empty if unknown
 * @param ports the possible ports besides those of the hosts
 * @param proxied whether a trusted proxy forwarded the request; the proxy may have removed the port from the host
 */
record RequestTarget(List<String> hosts, Set<String> schemes, Set<Integer> ports, boolean proxied) {

    private static final int MOST_VALUES = 10;

    /** Copies the collections. */
    RequestTarget {
        hosts = List.copyOf(hosts);
        schemes = Set.copyOf(schemes);
        ports = Set.copyOf(ports);
    }

    static RequestTarget of(HttpServletRequest request, TrustedProxies proxies) {
        List<String> hosts = new ArrayList<>(values(request, "Host").toList());
        if (!proxies.contains(request.getRemoteAddr())) {
            return new RequestTarget(hosts, request.isSecure() ? Set.of("https") : Set.of(), Set.of(), false);
        }
        hosts.addAll(forwarded(request, "X-Forwarded-Host", "host"));
        Set<String> schemes = forwarded(request, "X-Forwarded-Proto", "proto").stream()
                .map(RequestTarget::scheme)
                .filter(scheme -> Origin.portOf(scheme) > 0)
                .collect(Collectors.toSet());
        Set<Integer> ports = values(request, "X-Forwarded-Port")
                .filter(port -> port.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        return new RequestTarget(
                hosts, schemes.isEmpty() && request.isSecure() ? Set.of("https") : schemes, ports, true);
    }

    /** {@return whether a page with this origin may have been loaded from this target} */
    boolean includes(Origin origin) {
        return origin.isWeb()
                && (schemes.isEmpty() || schemes.contains(origin.scheme()))
                && hosts.stream()
                        .flatMap(host -> Authority.of(host).stream())
                        .anyMatch(host -> host.host().equals(origin.host()) && isPort(origin, host));
    }

    private boolean isPort(Origin origin, Authority host) {
        if (ports.contains(origin.port())) {
            return true;
        }
        if (host.port().isPresent()) {
            return host.port().getAsInt() == origin.port();
        }
        return ports.isEmpty() && (proxied || origin.port() == Origin.portOf(origin.scheme()));
    }

    /** {@return the values that proxies send: those in the given header, and those in {@code Forwarded}} */
    private static List<String> forwarded(HttpServletRequest request, String header, String parameter) {
        String standard = String.join(",", Collections.list(request.getHeaders(ProxyHeader.FORWARDED.header())));
        return Stream.concat(
                        values(request, header),
                        ProxyHeader.parameters(standard, parameter).stream().limit(MOST_VALUES))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Stream<String> values(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(values -> Arrays.stream(values.split(",", -1)))
                .map(String::strip)
                .limit(MOST_VALUES);
    }

    /** Some proxies send the WebSocket scheme instead of the HTTP scheme. */
    private static String scheme(String forwarded) {
        String scheme = forwarded.toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "ws" -> "http";
            case "wss" -> "https";
            default -> scheme;
        };
    }

    /** {@return a description for the log} */
    @Override
    public String toString() {
        String scheme =
                schemes.isEmpty() ? "http or https" : schemes.stream().sorted().collect(joining(" or "));
        String at = hosts.isEmpty()
                ? "no host"
                : hosts.stream().map(Printable::of).distinct().collect(joining(" or "));
        String port = ports.isEmpty()
                ? ""
                : ", port " + ports.stream().sorted().map(String::valueOf).collect(joining(" or "));
        return scheme + " at " + at + port;
    }
}
