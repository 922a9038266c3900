package rtc.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import rtc.BrowserTools;
import rtc.FreePorts;

/**
 * A Prometheus on loopback, configured as the page on metrics describes, with the alert rules of the documentation. It
 * reads the metrics of one server each second. Closing it ends its process. If Prometheus is not installed, the test is
 * skipped.
 */
public final class Prometheus implements AutoCloseable {

    private static final Path PAGE = Path.of("src/main/doc/metrics.md");
    private static final Path ALERTS = Path.of("src/main/doc/prometheus/alerts.yml");
    private static final Pattern DOCUMENTED = Pattern.compile("(?s)```yaml\n(.+?)```");

    private final int port;
    private final LocalProcess process;

    private Prometheus(int port, LocalProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a Prometheus.
     *
     * @param directory the directory for its files
     */
    public static Prometheus start(JmxExporter exporter, Path directory) throws IOException {
        Path program = BrowserTools.require("prometheus");
        int port = FreePorts.one();
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"),
                "global: { scrape_interval: 1s, evaluation_interval: 1s }\n"
                        + documented()
                                .replaceFirst("targets: \\[.*]", "targets: [\"" + exporter.target() + "\"]")
                                .replace("- alerts.yml", "- " + ALERTS.toAbsolutePath()));
        List<String> command = List.of(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        return new Prometheus(port, LocalProcess.start(port, directory, command));
    }

    private static String documented() throws IOException {
        return DOCUMENTED
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** {@return the results of a query that selects metrics of one application: the values by names and reasons} */
    public Map<String, Double> query(String query) throws IOException, InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        for (JsonObject result :
                ask("query?query=" + encoded).getJsonArray("result").getValuesAs(JsonObject.class)) {
            JsonObject labels = result.getJsonObject("metric");
            values.put(
                    labels.getString("__name__", "") + labels.getString("reason", ""),
                    Double.valueOf(result.getJsonArray("value").getString(1)));
        }
        return values;
    }

    /** {@return the alert rules that it has loaded and evaluated: their health by their names} */
    public Map<String, String> rules() throws IOException, InterruptedException {
        Map<String, String> healths = new TreeMap<>();
        for (JsonObject group : ask("rules").getJsonArray("groups").getValuesAs(JsonObject.class)) {
            for (JsonObject rule : group.getJsonArray("rules").getValuesAs(JsonObject.class)) {
                healths.put(rule.getString("name"), rule.getString("health"));
            }
        }
        return healths;
    }

    private JsonObject ask(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/" + what))
                .timeout(Duration.ofSeconds(10))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        if (!body.startsWith("{")) {
            throw new IOException("Prometheus is not ready: " + body);
        }
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject().getJsonObject("data");
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
