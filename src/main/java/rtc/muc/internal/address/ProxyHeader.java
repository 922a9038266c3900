package rtc.muc.internal.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request header to which each proxy appends the address of its client. */
public enum ProxyHeader {
    /** A comma-separated list of addresses. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> hops(String value) {
            return List.of(value.split(",", -1));
        }
    },

    /** RFC 7239, such as {@code for="[2001:db8::1]:4711";proto=https}. */
    FORWARDED("Forwarded") {
        @Override
        List<String> hops(String value) {
            return parameters(value, "for");
        }
    };

    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern ELEMENT = Pattern.compile("\\G(?:^|,)((?:[^,\"]|" + QUOTED + ")*+)");
    private static final Pattern PARAMETER =
            Pattern.compile("(?:^|;)\\s*([A-Za-z]+)=(" + QUOTED + "|[^;,\\s\"]*)(?=\\s*(?:;|$))");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)\\](?::[0-9]+)?|([0-9.]+):[0-9]+");

    private final String header;

    ProxyHeader(String header) {
        this.header = header;
    }

    /** {@return the name of the header} */
    public String header() {
        return header;
    }

    /**
     * {@return the client of each proxy as text, that of the nearest proxy last; the text of a malformed entry is not
     * an address}
     */
    abstract List<String> hops(String value);

    /**
     * {@return the value of a parameter in each element of a {@code Forwarded} header; an empty text for an element
     * without it}
     *
     * @param value the value of the header; a malformed value is treated as one element without parameters
     * @param name the name of the parameter, such as {@code for}, {@code host} or {@code proto}
     */
    public static List<String> parameters(String value, String name) {
        List<String> found = new ArrayList<>();
        Matcher element = ELEMENT.matcher(value);
        int end = 0;
        while (element.find()) {
            found.add(PARAMETER
                    .matcher(element.group(1))
                    .results()
                    .filter(parameter -> parameter.group(1).equalsIgnoreCase(name))
                    .map(parameter -> parameter.group(2).replace("\"", ""))
                    .findFirst()
                    .orElse(""));
            end = element.end();
        }
        return end == value.length() ? found : List.of("");
    }

    /** {@return an address without its port} */
    static String withoutPort(String node) {
        Matcher withPort = WITH_PORT.matcher(node);
        if (!withPort.matches()) {
            return node;
        }
        return withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
    }
}
