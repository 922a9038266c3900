package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three WildFly processes, one of which is killed while peers on the other two exchange events. */
@Tag("cluster-load")
@Timeout(300)
final class KilledNodeIT {

    private static final int KILLED = 2;
    private static final int ROOMS = 4;
    private static final int OBSERVED_MILLIS = 8000;

    @RegisterExtension
    static final WildFlyNodes NODES = WildFlyNodes.unlimited(3);

    @Test
    void peersOfAKilledNodeLeaveOnBothSurvivorsWhosePeersContinue() throws Exception {
        try (Gathering gathering = new Gathering();
                Echo echo = Echo.in("echo", NODES)) {
            for (int i = 0; i < 3 * ROOMS; i++) {
                gathering.add(Participant.join("killed" + i / 3, NODES.ws(i % 3).toString()));
            }
            gathering.millisUntilRight(System.nanoTime());
            echo.call();
            echo.longestMillis();
            long[] left = new long[KILLED];
            long start = System.nanoTime();
            NODES.process(KILLED).kill();
            while (ClusterClients.millisSince(start) < OBSERVED_MILLIS) {
                echo.call();
                for (int node = 0; node < KILLED; node++) {
                    left[node] = left[node] == 0 && isAloneWithOther(gathering, node)
                            ? ClusterClients.millisSince(start)
                            : left[node];
                }
            }
            long longest = echo.longestMillis();
            System.out.printf(
                    "Cluster: one of three nodes killed, its peers left after %s ms on the survivors; slowest echo between these %d ms%n",
                    Arrays.toString(left), longest);
            assertThat(Arrays.stream(left)).allMatch(millis -> millis > 0 && millis <= 3000);
            assertThat(longest).isLessThanOrEqualTo(1000);
        }
    }

    /** Whether all participants on a node know only one other, who is on the other surviving node. */
    private static boolean isAloneWithOther(Gathering gathering, int node) {
        for (int i = node; i < gathering.all().size(); i += 3) {
            if (gathering.all().get(i).others().size() != 1) {
                return false;
            }
        }
        return true;
    }
}
