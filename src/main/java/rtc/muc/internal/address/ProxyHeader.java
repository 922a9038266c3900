package rtc.muc.internal.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request header in which proxies tell whom they are asked by, each at the end of what was there before. */
public enum ProxyHeader {
    /** Addresses, with commas between them. */
    X_FORWARDED_FOR("X-Forwarded-For") {
        @Override
        List<String> hops(String value) {
            return List.of(value.split(",", -1));
        }
    },

    /** As RFC 7239 has it, such as {@code for="[2001:db8::1]:4711";proto=https}. */
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

    /** {@return its name} */
    public String header() {
        return header;
    }

    /** {@return whom each proxy was asked by, the last one's word last; what cannot be read is no address} */
    abstract List<String> hops(String value);

    /**
     * {@return what each element of a header {@code Forwarded} says of a parameter, empty where it says nothing}
     *
     * @param value of the header; if it is malformed the only element is empty
     * @param name of the parameter, such as {@code for}, {@code host} or {@code proto}
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
