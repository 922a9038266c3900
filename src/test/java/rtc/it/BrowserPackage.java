package rtc.it;

import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A project that uses the npm package of the build. */
final class BrowserPackage {

    /** The address in the documentation's example. */
    static final String DOCUMENTED_ADDRESS = "wss://example.org/muc";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head><meta charset="utf-8"><title>Example</title><link rel="icon" href="../favicon.svg"></head>
              <body><script type="module" src="example.js"></script></body>
            </html>
            """;

    private final Path project;

    private BrowserPackage(Path project) {
        this.project = project;
    }

    /** Unpacks the package into a new project in this directory; empty if the build had no npm. */
    static Optional<BrowserPackage> installIn(Path project) throws IOException, InterruptedException {
        Optional<Path> archive = archive();
        if (archive.isEmpty() || !NpmTools.install()) {
            return Optional.empty();
        }
        Path modules = Files.createDirectories(project.resolve("node_modules/muc-signaling"));
        new ProcessBuilder("tar", "xzf", archive.get().toAbsolutePath().toString(), "--strip-components=1")
                .directory(modules.toFile())
                .inheritIO()
                .start()
                .waitFor();
        Files.createSymbolicLink(
                project.resolve("node_modules/ws"), NpmTools.file("ws").toAbsolutePath());
        Files.writeString(project.resolve("package.json"), json("{'type':'module'}"));
        return Optional.of(new BrowserPackage(project));
    }

    /** The archive that the build has created beside the WAR. */
    static Optional<Path> archive() throws IOException {
        try (Stream<Path> files = Files.list(Deployed.file().toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().matches("muc-signaling-.*\\.tgz"))
                    .findFirst();
        }
    }

    /** Adds a file to the project. */
    void write(String name, String text) throws IOException {
        Files.writeString(project.resolve(name), text);
    }

    /** Checks the types of a file as strictly as the compiler can. */
    void checkTypes(String file, String resolution) throws IOException, InterruptedException {
        String compiler = NpmTools.file("typescript/bin/tsc").toAbsolutePath().toString();
        String module = resolution.equals("bundler") ? "esnext" : resolution;
        NpmTools.node(
                project,
                compiler,
                "--strict",
                "--noEmit",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom",
                "--module",
                module,
                "--moduleResolution",
                resolution,
                file);
    }

    /** Bundles a program and adds it to the WAR, with a page at {@code example/} that runs it. */
    void addTo(WebArchive war, String program) throws IOException, InterruptedException {
        write("program.js", program);
        String bundler = NpmTools.file("esbuild/bin/esbuild").toAbsolutePath().toString();
        NpmTools.node(project, bundler, "program.js", "--bundle", "--format=esm", "--outfile=example.js");
        war.addAsWebResource(project.resolve("example.js").toFile(), "example/example.js");
        war.addAsWebResource(new StringAsset(PAGE), "example/index.html");
    }

    /** Runs a program in Node. */
    void run(String program) throws IOException, InterruptedException {
        write("program.mjs", program);
        NpmTools.node(project, "program.mjs");
    }
}
