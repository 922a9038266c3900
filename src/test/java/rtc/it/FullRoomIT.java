package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The last peer joins a room of the default size under the default limits, and calls everybody at full speed: it
 * receives an offer and candidates from each peer, and answers each peer with twenty messages. No limit may take
 * effect.
 */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
final class FullRoomIT {

    private static final int PEERS = 100;
    private static final int FROM_EACH = 14;
    private static final int TO_EACH = 20;
    private static final String SDP = json("{'type':'answer','sdp':'" + "x".repeat(5000) + "'}");
    private static final String CANDIDATE = json("{'candidate':'" + "x".repeat(200) + "'}");

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @Test
    void theLastPeerOfAFullRoomCallsAllOthersWithinTheLimits() throws IOException {
        List<Wire> others = new ArrayList<>();
        try (Wire last = Wire.to("/muc/full")) {
            for (int i = 1; i < PEERS; i++) {
                others.add(Wire.in("full"));
                for (Wire earlier : others.subList(0, i - 1)) {
                    assertThat(earlier.socket().text()).contains("peer_joined");
                }
            }
            assertThat(last.joins("{}").split("\\{\\}", -1)).hasSize(PEERS);
            for (Wire other : others) {
                assertThat(other.socket().text()).contains("peer_joined");
                talk(other, last, FROM_EACH);
            }
            for (Wire other : others) {
                talk(last, other, TO_EACH);
            }
            last.getsNothingElse();
        } finally {
            for (Wire other : others) {
                other.close();
            }
        }
    }

    /** Sends a session description and then candidates, and asserts that all of them arrive. */
    private static void talk(Wire sender, Wire recipient, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            sender.tells(recipient, i == 0 ? "signaling" : "ice_candidate", i == 0 ? SDP : CANDIDATE);
        }
        for (int i = 0; i < messages; i++) {
            assertThat(recipient.socket().text()).startsWith(json("{'type':'from','peer':'" + sender.id()));
        }
    }
}
