package rtc.signaling;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a WebSocket. It accepts the hosts that browsers accept, including those that {@link URI} rejects:
 * names with an underscore, as Docker assigns them, and internationalised names.
 *
 * @param secure whether the WebSocket uses TLS
 * @param host the name in ASCII, or an IP address without brackets
 * @param port the port, or -1 for the default port
 * @param path the encoded path
 */
record WebSocketAddress(boolean secure, String host, int port, String path) {

    private static final Pattern BASE = Pattern.compile(
            "(?<scheme>ws|wss|http|https)://(?:\\[(?<ip>[0-9a-f:.]+(?:%[\\w.~%-]+)?)]|(?<name>[^\\s/:?#@\\[\\]%]+))"
                    + "(?::(?<port>[0-9]{0,5}))?(?<path>/[^?#]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    /**
     * The address {@code base/part/part…}.
     *
     * @throws IllegalArgumentException if the base is malformed
     */
    static WebSocketAddress of(String base, String... parts) {
        var found = BASE.matcher(base.strip());
        if (!found.matches()) {
            throw malformed(base, null);
        }
        var path = new StringBuilder(found.group("path") == null ? "" : trim(found.group("path")));
        for (var part : parts) {
            path.append('/').append(UriComponent.encode(part));
        }
        try {
            return new WebSocketAddress(
                    found.group("scheme").matches("(?i)wss|https"),
                    found.group("name") == null ? zoned(found.group("ip")) : ascii(found.group("name")),
                    port(found.group("port")),
                    URI.create(path.toString()).toASCIIString());
        } catch (IllegalArgumentException e) {
            throw malformed(base, e);
        }
    }

    private static IllegalArgumentException malformed(String base, @Nullable Throwable cause) {
        var withoutPassword = base.replaceFirst("//[^/]*@", "//***@");
        return new IllegalArgumentException("Malformed base of a WebSocket address: " + withoutPassword, cause);
    }

    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(text);
        if (port > HIGHEST_PORT) {
            throw new IllegalArgumentException("There is no such port");
        }
        return port;
    }

    private static String trim(String path) {
        return path.replaceFirst("/+$", "");
    }

    /**
     * Unescapes the percent sign before the zone. RFC 6874 requires the escape, but addresses are often written without
     * it.
     */
    private static String zoned(String ip) {
        return ip.replaceFirst("%25(?=.)", "%");
    }

    private static String ascii(String name) {
        var ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        if (!NAME.matcher(ascii).matches()) {
            throw new IllegalArgumentException("Malformed name of a host");
        }
        return ascii.toLowerCase(Locale.ROOT);
    }

    /** The address with the host that was specified, which is a name or an IP address. */
    URI uri() {
        return uri(host.contains(":") ? "[" + host + "]" : host);
    }

    /** The same address with the IP address of the host instead of its name. */
    URI at(InetAddress address) {
        return uri(address instanceof Inet6Address ? "[" + numericZone(address) + "]" : address.getHostAddress());
    }

    private static String numericZone(InetAddress address) {
        var six = (Inet6Address) address;
        var text = six.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone) + "%" + six.getScopeId();
    }

    private URI uri(String authority) {
        return URI.create((secure ? "wss://" : "ws://") + authority + (port < 0 ? "" : ":" + port) + path);
    }

    /** The value of the header {@code Host}. */
    String hostHeader() {
        var bare = host.replaceFirst("%.*", "");
        var standard = port < 0 || port == (secure ? 443 : 80);
        return (bare.contains(":") ? "[" + bare + "]" : bare) + (standard ? "" : ":" + port);
    }

    int effectivePort() {
        return port >= 0 ? port : secure ? 443 : 80;
    }

    /** Whether the host is an IP address and not a name. */
    boolean isIp() {
        return host.contains(":") || host.matches("[0-9]+(\\.[0-9]+){3}");
    }
}
