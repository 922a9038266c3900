package rtc.muc.internal.cluster.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests many simultaneous connections that do not prove the key. */
final class UnprovenConnectionsTest {

    private final UnprovenConnections connections = new UnprovenConnections();

    @Test
    void anAddressAtItsLimitLosesItsOldestConnection() throws IOException {
        Socket other = add(2);
        List<Socket> same = new ArrayList<>();
        for (int i = 0; i < UnprovenConnections.MOST_OF_ADDRESS; i++) {
            same.add(add(1));
        }

        assertThat(connections.add(from(1))).isSameAs(same.get(0));
        assertThat(connections.remove(same.get(0))).isFalse();
        assertThat(connections.add(from(1))).isSameAs(same.get(1));
        assertThat(connections.remove(other)).isTrue();
    }

    @Test
    void atTheTotalLimitTheOldestConnectionIsDropped() throws IOException {
        List<Socket> all = new ArrayList<>();
        for (int i = 0; i < UnprovenConnections.MOST; i++) {
            all.add(add(i));
        }

        assertThat(connections.add(from(200))).isSameAs(all.get(0));
        assertThat(connections.removeAll()).hasSize(UnprovenConnections.MOST).doesNotContain(all.get(0));
    }

    @Test
    void provenConnectionsDoNotCountTowardsTheLimits() throws IOException {
        for (int i = 0; i < 10 * UnprovenConnections.MOST; i++) {
            assertThat(connections.remove(add(1))).isTrue();
        }
        assertThat(connections.removeAll()).isEmpty();
    }

    private Socket add(int host) throws IOException {
        Socket connection = from(host);
        assertThat(connections.add(connection)).isNull();
        return connection;
    }

    private static Socket from(int host) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host});
        return new Socket() {
            @Override
            public InetAddress getInetAddress() {
                return address;
            }
        };
    }
}
