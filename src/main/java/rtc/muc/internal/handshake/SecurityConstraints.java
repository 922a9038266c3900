package rtc.muc.internal.handshake;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The path patterns of each {@code security-constraint} in an application's descriptors.
 *
 * @param patterns as in {@code url-pattern}
 */
record SecurityConstraints(List<String> patterns) {

    /** Copies the list. */
    SecurityConstraints {
        patterns = List.copyOf(patterns);
    }

    /** Reads the descriptors of an application and of the fragments in it. For a thread of the application. */
    static SecurityConstraints of(ServletContext context) {
        List<String> patterns = new ArrayList<>();
        try {
            URL descriptor = context.getResource("/WEB-INF/web.xml");
            if (descriptor != null) {
                read(descriptor, patterns);
            }
            for (URL fragment : Collections.list(context.getClassLoader().getResources("META-INF/web-fragment.xml"))) {
                read(fragment, patterns);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new SecurityConstraints(patterns);
    }

    /** {@return whether the container protects two paths in the same way} */
    boolean treatAlike(String path, String other) {
        return path.equals(other) || matching(path).equals(matching(other));
    }

    private List<String> matching(String path) {
        return patterns.stream().filter(pattern -> matches(pattern, path)).collect(Collectors.toList());
    }

    private static boolean matches(String pattern, String path) {
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        if (pattern.startsWith("*.")) {
            return path.substring(path.lastIndexOf('/') + 1).endsWith(pattern.substring(1));
        }
        return pattern.equals("/") || pattern.equals(path);
    }

    private static void read(URL descriptor, List<String> patterns) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = descriptor.openStream()) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            boolean within = false;
            while (reader.hasNext()) {
                int event = reader.next();
                boolean begins = event == XMLStreamConstants.START_ELEMENT;
                if ((begins || event == XMLStreamConstants.END_ELEMENT)
                        && reader.getLocalName().equals("web-resource-collection")) {
                    within = begins;
                } else if (within && begins && reader.getLocalName().equals("url-pattern")) {
                    patterns.add(reader.getElementText().strip());
                }
            }
        } catch (XMLStreamException notXml) {
            throw new IOException(notXml);
        }
    }
}
