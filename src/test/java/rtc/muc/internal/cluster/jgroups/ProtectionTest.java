package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ProtectionTest {

    @Test
    void aReachableChannelWithoutAKeyCausesAWarning() throws UnknownHostException {
        Protection without = Protection.of(false, false, false, InetAddress.getByName("10.0.0.1"));
        assertThat(without.level()).isEqualTo(Level.WARNING);
        assertThat(without.words()).contains("neither encrypted", "10.0.0.1", "Set muc.cluster-key");
        assertThat(Protection.of(false, false, false, null).level()).isEqualTo(Level.WARNING);
        assertThat(Protection.of(false, false, false, InetAddress.getByName("0.0.0.0"))
                        .level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void theLogReportsHowMessagesAreProtected() throws UnknownHostException {
        InetAddress reachable = InetAddress.getByName("10.0.0.1");

        assertThat(Protection.of(true, false, false, reachable))
                .isEqualTo(new Protection(
                        Level.INFO, "Messages between nodes are encrypted and authenticated with muc.cluster-key"));
        assertThat(Protection.of(true, true, false, reachable).words())
                .startsWith("This application's messages")
                .contains("authenticated with muc.cluster-key", "other messages on the server's channel are not");
        assertThat(Protection.of(false, false, true, reachable).words()).contains("by the configuration of JGroups");
        Protection onLoopback = Protection.of(false, false, false, InetAddress.getLoopbackAddress());
        assertThat(onLoopback.level()).isEqualTo(Level.INFO);
        assertThat(onLoopback.words()).contains("neither encrypted", "loopback only");
    }
}
