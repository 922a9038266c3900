package rtc.it;

import io.prometheus.jmx.JmxCollector;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import rtc.FreePorts;

/**
 * Prometheus' JMX exporter with the configuration of the documentation: an agent for the JVM of a server, which listens
 * at this port of loopback.
 */
public record JmxExporter(int port) {

    private static final Path CONFIGURATION = Path.of("src/main/doc/prometheus/jmx-exporter.yml");

    /** {@return an exporter at a free port} */
    public static JmxExporter atFreePort() {
        return new JmxExporter(FreePorts.one());
    }

    /** {@return the JVM option that starts it} */
    public String option() throws IOException {
        return "-javaagent:" + jar() + "=" + target() + ":" + CONFIGURATION.toAbsolutePath();
    }

    /** {@return its address, as Prometheus' configuration contains it} */
    public String target() {
        return "127.0.0.1:" + port;
    }

    private static Path jar() throws IOException {
        try {
            return Path.of(JmxCollector.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException noFile) {
            throw new IOException(noFile);
        }
    }
}
