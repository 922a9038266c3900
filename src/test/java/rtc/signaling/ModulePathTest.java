package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rtc.wire.SingleQuotes.json;

import jakarta.json.bind.JsonbBuilder;
import jakarta.json.spi.JsonProvider;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.parsson.JsonProviderImpl;
import org.eclipse.yasson.JsonBindingProvider;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client as a module, used by an application that is a module too. */
@Timeout(120)
class ModulePathTest {

    private static final String MAIN = """
            package app;

            import java.util.concurrent.CompletableFuture;
            import rtc.signaling.MucSignaling;
            import rtc.signaling.WebSocketChannel;

            public class Main {
                public record Offer(String sdp, int line) {}

                public static void main(String[] args) {
                    var heard = new CompletableFuture<Offer>();
                    var signaling = MucSignaling.builder(() -> new WebSocketChannel(args[0], "room")).reconnect().build();
                    signaling.setStatus(new Offer("status", 1));
                    signaling.onError(error -> System.out.println(error.getMessage()));
                    signaling.onPeerJoined(peer -> {
                        peer.on("offer", Offer.class, heard::complete);
                        peer.send("offer", new Offer("v=0", 2));
                    });
                    signaling.connect().join();
                    System.out.println(heard.join());
                    signaling.close();
                }
            }
            """;

    private static final String JOINED = json("{'type':'joined','id':'me','peers':{'a':{}}}");
    private static final String FROM = json("{'type':'from','peer':'a','event':'offer','data':{'line':3,'sdp':'v=1'}}");

    private record NotPublic(String text) {}

    public record Unwritable(Object value) {
        @Override
        public Object value() {
            throw new IllegalStateException("no value");
        }
    }

    @Test
    void anApplicationModuleSendsAndReceivesRecords(@TempDir Path folder) throws Exception {
        var client = clientModule(folder.resolve("client"));
        var modules = client + File.pathSeparator + libraries();
        var app = compile(
                folder.resolve("app"),
                modules,
                source("module-info", "module app { requires rtc.signaling; exports app; }"),
                source("app/Main", MAIN));
        try (var stub = new StubServer()) {
            var served = stub.serve(wire -> {
                var join = wire.accept().readText();
                wire.sendText(JOINED);
                var offer = wire.readText();
                wire.sendText(FROM);
                wire.awaitEnd();
                return join + offer;
            });
            var output = run(modules + File.pathSeparator + app, stub.base());
            assertThat(output).isEqualTo("Offer[sdp=v=1, line=3]");
            assertThat(served.get(20, TimeUnit.SECONDS))
                    .contains("\"status\":{\"line\":1,\"sdp\":\"status\"}", "\"data\":{\"line\":2,\"sdp\":\"v=0\"}");
        }
    }

    @Test
    void theErrorNamesAPackageThatIsNotOpen(@TempDir Path folder) throws Exception {
        var client = clientModule(folder.resolve("client"));
        var modules = client + File.pathSeparator + libraries();
        var main = MAIN.replace(
                "signaling.setStatus(new Offer(\"status\", 1));",
                "try { signaling.setStatus(new Offer(\"status\", 1)); } "
                        + "catch (IllegalArgumentException e) { System.out.println(e.getMessage()); return; }");
        var app = compile(
                folder.resolve("app"),
                modules,
                source("module-info", "module app { requires rtc.signaling; }"),
                source("app/Main", main));
        assertThat(run(modules + File.pathSeparator + app, "ws://127.0.0.1:1"))
                .endsWith("JSON-B cannot write app.Main$Offer: add 'opens app;' to the module-info of app");
    }

    @Test
    void theErrorNamesATypeThatJsonBCannotUse() {
        record Local(Object value) {}
        assertThatThrownBy(() -> Payloads.read(JsonProvider.provider().createValue("x"), NotPublic.class))
                .hasMessageContaining("NotPublic: declare " + NotPublic.class.getName() + " public");
        assertThatThrownBy(() -> Payloads.read(JsonProvider.provider().createValue("x"), Local.class))
                .hasMessageContaining("it is a local class");
        assertThatThrownBy(() -> Payloads.write(new Unwritable(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON-B cannot write " + Unwritable.class.getName());
    }

    private record Source(String name, String text) {}

    private static Source source(String name, String text) {
        return new Source(name + ".java", text);
    }

    /** Makes a module of the client's classes and the module descriptor that the build adds to the artifact. */
    private static Path clientModule(Path module) throws IOException, URISyntaxException {
        var classes = location(MucSignaling.class).resolve("rtc/signaling");
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = module.resolve("rtc/signaling")
                        .resolve(classes.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        javac(
                "-d",
                module.toString(),
                "--module-path",
                libraries(),
                "--patch-module",
                "rtc.signaling=" + module,
                Path.of("src/main/module/module-info.java").toString());
        return module;
    }

    private static Path compile(Path folder, String modules, Source... sources) throws IOException {
        for (var source : sources) {
            var file = folder.resolve(source.name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.text);
        }
        var files = Stream.of(sources).map(source -> folder.resolve(source.name).toString());
        javac(Stream.concat(Stream.of("-d", folder.toString(), "--module-path", modules), files)
                .toArray(String[]::new));
        return folder;
    }

    private static void javac(String... arguments) {
        var messages = new StringWriter();
        var writer = new PrintWriter(messages);
        int result = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments);
        assertThat(result).as(messages.toString()).isZero();
    }

    private static String run(String modules, String base) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(java, "--module-path", modules, "-m", "app/app.Main", base))
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String libraries() {
        return Stream.of(
                        JsonProvider.class,
                        JsonbBuilder.class,
                        JsonProviderImpl.class,
                        JsonBindingProvider.class,
                        ClientManager.class)
                .map(type -> {
                    try {
                        return location(type).toString();
                    } catch (URISyntaxException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
