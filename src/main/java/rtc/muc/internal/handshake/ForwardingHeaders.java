package rtc.muc.internal.handshake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import rtc.muc.internal.address.IpAddress;

/** Headers that show that a proxy forwarded a request. */
final class ForwardingHeaders {

    private static final List<String> HEADERS = List.of(
            "X-Forwarded-For",
            "Forwarded",
            "X-Real-IP",
            "Via",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Forwarded-Server",
            "X-Forwarded-Scheme",
            "X-Forwarded-Ssl",
            "X-Forwarded-Prefix",
            "X-Forwarded",
            "X-Original-Forwarded-For",
            "X-Original-Host",
            "X-Client-IP",
            "X-Cluster-Client-IP",
            "X-Envoy-External-Address",
            "X-ProxyUser-Ip",
            "X-Remote-IP",
            "X-Remote-Addr",
            "Forwarded-For",
            "Client-IP",
            "True-Client-IP",
            "CF-Connecting-IP",
            "CF-Ray",
            "CDN-Loop",
            "Fastly-Client-IP",
            "Fly-Client-IP",
            "X-Azure-ClientIP",
            "X-Appengine-User-IP");

    private ForwardingHeaders() {}

    /** {@return the name of a header that only proxies send; empty if there is none} */
    static Optional<String> header(HttpServletRequest request) {
        return HEADERS.stream().filter(name -> request.getHeader(name) != null).findFirst();
    }

    /**
     * {@return whether a proxy may have forwarded a request} A proxy that adds no such header passes on the client's
     * {@code Host}, which refers to this machine only if the client runs on it.
     */
    static boolean isLikely(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return header(request).isPresent() || (host != null && !isThisMachine(host.strip()));
    }

    private static boolean isThisMachine(String authority) {
        String host = authority.replaceFirst(":[0-9]*$", "").replaceAll("[\\[\\]]", "");
        return host.isEmpty()
                || host.equalsIgnoreCase("localhost")
                || IpAddress.of(host).filter(IpAddress::isLoopback).isPresent();
    }
}
