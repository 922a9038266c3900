package rtc.muc.internal.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;

/**
 * The metrics of one application as Prometheus reads them: those that the JMX exporter, with the configuration of the
 * documentation, makes of the MBeans of this process. An entry is the type, the name and the labels, without those that
 * all metrics of the application have: {@code counter muc_peers_ended_total{reason="left"}}.
 */
final class ExportedMetrics {

    private static final Path PAGE = Path.of("src/main/doc/metrics.md");
    private static final Path CONFIGURATIONS = Path.of("src/main/doc/prometheus");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern METRIC = Pattern.compile("muc_\\w+(\\{reason=\"\\w+\"})?");

    private ExportedMetrics() {}

    /** {@return the metrics of the application with this context path} */
    static Set<String> of(String context) throws IOException, MalformedObjectNameException {
        Map<String, String> types = new HashMap<>();
        Set<String> metrics = new TreeSet<>();
        for (String line : text().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (line.contains("{context=\"" + context + "\",host=\"server\"")) {
                String metric = words[0].replaceFirst("context=\"[^\"]*\",host=\"[^\"]*\",?", "")
                        .replace("{}", "");
                metrics.add(types.get(words[0].replaceFirst("\\{.*", "")) + " " + metric);
            }
        }
        return metrics;
    }

    private static String text() throws IOException, MalformedObjectNameException {
        PrometheusRegistry registry = new PrometheusRegistry();
        new JmxCollector(Files.readString(CONFIGURATIONS.resolve("jmx-exporter.yml"))).register(registry);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new PrometheusTextFormatWriter(false).write(text, registry.scrape());
        return text.toString(UTF_8);
    }

    /**
     * {@return the metrics that these attributes should become, according to the kinds in the documentation}
     *
     * @param prefix how the names of the metrics begin
     */
    static Set<String> documented(Set<String> attributes, String prefix) throws IOException {
        Map<String, String> kinds = kinds();
        return attributes.stream()
                .map(attribute -> metric(attribute, kinds.getOrDefault(attribute, "none"), prefix))
                .collect(toCollection(TreeSet::new));
    }

    private static Map<String, String> kinds() throws IOException {
        Map<String, String> kinds = new HashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split(" *\\| *", -1);
            if (cells.length > 2 && cells[1].startsWith("`")) {
                String kind = cells[1].startsWith("`Ended") ? "counter" : cells[2];
                NAME.matcher(cells[1]).results().forEach(name -> kinds.putIfAbsent(name.group(1), kind));
            }
        }
        return kinds;
    }

    private static String metric(String attribute, String kind, String prefix) {
        String name = attribute.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "text" -> "gauge " + prefix + name + "{" + name + "=\"node-a\"}";
            case "size" -> "gauge " + prefix + name;
            case "counter" -> "counter " + prefix + counter(name);
            default -> "undocumented " + attribute;
        };
    }

    private static String counter(String name) {
        Map<String, UnaryOperator<String>> special = Map.of(
                "sessions_ended_by_", reason -> "sessions_failed_total{reason=\"" + reason + "\"}",
                "ended_", reason -> "peers_ended_total{reason=\"" + reason + "\"}",
                "handshakes_", reason -> "handshakes_refused_total{reason=\"" + reason + "\"}",
                "bytes_", direction -> direction + "_bytes_total");
        return special.entrySet().stream()
                .filter(each -> name.startsWith(each.getKey()))
                .map(each -> each.getValue().apply(name.substring(each.getKey().length())))
                .findFirst()
                .orElse(name + "_total");
    }

    /** {@return the metrics that the alert rules use, without types} */
    static Set<String> inAlerts(String prefix) throws IOException {
        return metrics(Stream.of(Files.readString(CONFIGURATIONS.resolve("alerts.yml"))))
                .filter(metric -> metric.startsWith("muc_cluster_") == prefix.equals("muc_cluster_"))
                .collect(toCollection(TreeSet::new));
    }

    /** {@return these metrics without types, with and without reasons} */
    static Set<String> selectable(Set<String> exported) {
        return metrics(exported.stream())
                .flatMap(metric -> Stream.of(metric, metric.replaceFirst("\\{.*", "")))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> metrics(Stream<String> texts) {
        return texts.flatMap(text -> METRIC.matcher(text).results().map(found -> found.group()));
    }
}
