package rtc;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The class path of the tests, for tests that load classes again with loaders of their own. */
public final class ClassPath {

    private ClassPath() {}

    /** {@return the entries of the class path whose names match} */
    public static URL[] entries(Predicate<String> name) {
        return Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .filter(name)
                .map(ClassPath::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
