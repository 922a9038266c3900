package rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FreePortsTest {

    @Test
    void portsAndTheirCompanionsAreDistinctAndBelowTheRangeOfClients() {
        List<Integer> ports = FreePorts.some(20, 100);

        assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port >= 10_000 && port + 100 < 32_768);
        assertThat(ports.stream().map(port -> port + 100)).doesNotContainAnyElementsOf(ports);
    }
}
