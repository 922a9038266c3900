package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.BrowserTools;

/** The npm package, used as its documentation describes. */
@ExtendWith(ArquillianExtension.class)
@Tag("not-payara-micro")
final class BrowserPackageIT {

    private static final Path DOCUMENTATION = Path.of("src", "main", "doc", "browser.md");
    private static final Pattern PROGRAM = Pattern.compile("```js\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPED_PROGRAM = Pattern.compile("```ts\\n(.*?)```", Pattern.DOTALL);

    private static Optional<BrowserPackage> installed = Optional.empty();
    private static @Nullable ViteProject vite;

    @Deployment(testable = false)
    static Archive<?> war() throws Exception {
        var war = Deployed.war();
        installed = BrowserPackage.installIn(Files.createTempDirectory("muc-npm-user"));
        if (installed.isPresent()) {
            installed.get().addTo(war, addressed(documented(PROGRAM).get(0)));
            vite = ViteProject.makeIn(
                    Files.createTempDirectory("muc-vite-user"),
                    BrowserPackage.archive().orElseThrow(),
                    Deployed.ws().resolve("muc"));
            vite.addTo(war);
        }
        return war;
    }

    private BrowserPackage project;

    @BeforeEach
    void requirePackage() {
        project = installed.orElseThrow(() -> BrowserTools.missing("npm made no package or installed no tools"));
    }

    @Test
    void theDocumentedExampleMakesACall() {
        try (Chromium browser = Chromium.start()) {
            Tab ada = browser.tab();
            ada.open(Deployed.http().resolve("example/"));
            Tab grace = browser.tab();
            grace.open(Deployed.http().resolve("example/"));

            ada.awaitElement("video[data-state=connected]");
            ada.awaitMovingPictureAndSound();
            grace.awaitMovingPictureAndSound();
            grace.close();
            ada.awaitNo("video", Tab.LONG);
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void aViteProjectInTypeScriptBuildsAndJoins() throws Exception {
        Objects.requireNonNull(vite).checkTypes();
        try (Chromium browser = Chromium.start()) {
            Tab ada = browser.tab();
            ada.open(Deployed.http().resolve("vite/index.html?name=Ada"));
            ada.awaitElement("body[data-state=joined]");
            Tab grace = browser.tab();
            grace.open(Deployed.http().resolve("vite/index.html?name=Grace"));
            ada.awaitElement("li.hello");
            grace.awaitElement("li.hello");

            assertThat(ada.texts("li.peer, li.hello")).containsExactly("Grace", "Hi, I am Grace");
            assertThat(grace.texts("li.peer, li.hello")).containsExactly("Ada", "Hi, I am Ada");
            grace.close();
            ada.awaitElement("li.left");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundler", "nodenext"})
    void theTypesCompileUnderStrict(String resolution) throws Exception {
        project.write("types.ts", Files.readString(NpmTools.SOURCES.resolve("types.ts")));
        project.write(
                "documented.ts",
                "import { MucSignaling, WebSocketChannel } from \"muc-signaling\";\n"
                        + documented(TYPED_PROGRAM).get(0));

        project.checkTypes("types.ts", resolution);
        project.checkTypes("documented.ts", resolution);
    }

    @Test
    void theDocumentedTestRunsWithoutAServer() throws Exception {
        project.run(documented(PROGRAM).stream()
                .filter(program -> program.contains("MemoryChannel"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void twoNodeJsProgramsExchangeAnEvent() throws Exception {
        project.run(addressed("""
                import { MucSignaling, WebSocketChannel } from "muc-signaling";
                import { WebSocket } from "ws";

                const make = () =>
                  new MucSignaling(() => new WebSocketChannel("wss://example.org/muc", "node", { WebSocket }), {
                    reconnect: true,
                  });
                const [ada, grace] = [make(), make()];
                const heard = new Promise((resolve) =>
                  ada.on("peer_joined", (peer) => peer.on("hello", (data) => resolve(data))));
                await ada.connect();
                await grace.connect();
                await grace.peers[0].send("hello", { text: "Hi" });
                if ((await heard).text !== "Hi") throw new Error("Another greeting");
                ada.close();
                grace.close();
                const nobody = new MucSignaling(new WebSocketChannel("wss://example.org/muc", "x".repeat(129), { WebSocket }));
                await nobody.connect().then(
                  () => { throw new Error("There is no such room"); },
                  (e) => { if (e.code !== "bad_room_name") throw e; });
                """));
    }

    private static List<String> documented(Pattern block) throws IOException {
        return block.matcher(Files.readString(DOCUMENTATION))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String addressed(String program) {
        return program.replace(
                BrowserPackage.DOCUMENTED_ADDRESS, Deployed.ws().resolve("muc").toString());
    }
}
