package rtc.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A new project with Vite and TypeScript, outside of this one, that installs the npm package as a user does. */
final class ViteProject {

    private static final Path SOURCES = NpmTools.SOURCES.resolve("vite");

    private final Path directory;

    private ViteProject(Path directory) {
        this.directory = directory;
    }

    /**
     * Creates the project.
     *
     * @param directory an empty directory for the project
     * @param archive the npm package
     * @param rooms the address to which the project's page connects
     */
    static ViteProject makeIn(Path directory, Path archive, URI rooms) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path copy = directory.resolve(SOURCES.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(directory.resolve(".env"), "VITE_ROOMS=" + rooms + "\n");
        NpmTools.npm(
                directory,
                "install",
                archive.toAbsolutePath().toString(),
                "--offline",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund");
        for (String tool : List.of("typescript", "vite")) {
            Files.createSymbolicLink(
                    directory.resolve("node_modules").resolve(tool),
                    NpmTools.file(tool).toAbsolutePath());
        }
        return new ViteProject(directory);
    }

    /** Checks the types of the project, including those of the package. */
    void checkTypes() throws IOException, InterruptedException {
        NpmTools.node(directory, "node_modules/typescript/bin/tsc");
    }

    /** Builds the project and adds its page to the WAR, at {@code vite/}. */
    void addTo(WebArchive war) throws IOException, InterruptedException {
        NpmTools.node(directory, "node_modules/vite/bin/vite.js", "build", "--base=./");
        Path built = directory.resolve("dist");
        try (Stream<Path> files = Files.walk(built)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> war.addAsWebResource(file.toFile(), "vite/" + built.relativize(file)));
        }
    }
}
