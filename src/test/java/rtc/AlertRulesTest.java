package rtc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool checks the alert rules of the documentation and runs their unit tests. */
final class AlertRulesTest {

    @Test
    void theRulesAreValid() throws Exception {
        assertThat(promtool("check", "rules", "--lint-fatal", "src/main/doc/prometheus/alerts.yml"))
                .contains("SUCCESS: 11 rules found");
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
        assertThat(promtool("test", "rules", "src/test/prometheus/alerts-test.yml"))
                .contains("SUCCESS");
    }

    /** {@return the output of the tool; fails if the tool does} */
    private static String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(BrowserTools.require("promtool").toString()), Stream.of(arguments))
                .toList();
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            tool.getOutputStream().close();
            String output = new String(tool.getInputStream().readAllBytes(), UTF_8);
            assertThat(tool.waitFor()).as(output).isZero();
            return output;
        } finally {
            tool.destroyForcibly();
        }
    }
}
