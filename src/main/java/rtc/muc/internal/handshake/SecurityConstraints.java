package rtc.muc.internal.handshake;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The paths that an application's descriptors constrain.
 *
 * @param collections the path patterns of each {@code web-resource-collection}, as in {@code url-pattern}
 */
record SecurityConstraints(List<List<String>> collections) {

    /** Copies the lists. */
    SecurityConstraints {
        collections = collections.stream().map(List::copyOf).toList();
    }

    /**
     * Reads the descriptors of an application and of the fragments in it. Must be called on a thread of the
     * application.
     */
    static SecurityConstraints of(ServletContext context) {
        List<List<String>> collections = new ArrayList<>();
        try {
            URL descriptor = context.getResource("/WEB-INF/web.xml");
            if (descriptor != null) {
                read(descriptor, collections);
            }
            for (URL fragment : Collections.list(context.getClassLoader().getResources("META-INF/web-fragment.xml"))) {
                read(fragment, collections);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new SecurityConstraints(collections);
    }

    /**
     * {@return whether a path has no constraints, or the same constraints as the path that the container has evaluated}
     */
    boolean leadTo(String path, String seen) {
        List<List<String>> wanted = of(path, this::matching);
        return wanted.isEmpty()
                || (wanted.equals(of(seen, this::matching))
                        && of(path, this::deciding).equals(of(seen, this::deciding)));
    }

    private List<List<String>> of(String path, BiPredicate<List<String>, String> which) {
        return collections.stream().filter(each -> which.test(each, path)).toList();
    }

    private boolean matching(List<String> collection, String path) {
        return collection.stream().anyMatch(pattern -> matches(pattern, path));
    }

    /** Of several patterns that match a path, only the most specific one applies. */
    private boolean deciding(List<String> collection, String path) {
        return collections.stream()
                .flatMap(List::stream)
                .filter(pattern -> matches(pattern, path))
                .max(Comparator.comparingInt(SecurityConstraints::precision))
                .filter(collection::contains)
                .isPresent();
    }

    private static int precision(String pattern) {
        if (pattern.endsWith("/*")) {
            return pattern.length();
        }
        return pattern.startsWith("*.") ? 1 : pattern.equals("/") ? 0 : Integer.MAX_VALUE;
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

    private static void read(URL descriptor, List<List<String>> collections) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = descriptor.openStream()) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            List<String> collection = null;
            while (reader.hasNext()) {
                int event = reader.next();
                boolean begins = event == XMLStreamConstants.START_ELEMENT;
                if ((begins || event == XMLStreamConstants.END_ELEMENT)
                        && reader.getLocalName().equals("web-resource-collection")) {
                    collection = begins ? new ArrayList<>() : null;
                    if (collection != null) {
                        collections.add(collection);
                    }
                } else if (collection != null && begins && reader.getLocalName().equals("url-pattern")) {
                    collection.add(reader.getElementText().strip());
                }
            }
        } catch (XMLStreamException notXml) {
            throw new IOException(notXml);
        }
    }
}
