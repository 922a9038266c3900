package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SingleUseRequestsTest {

    private final SingleUseRequests requests =
            new SingleUseRequests(List.of("catalina", "message"), List.of("connection", "attributes"));

    @Test
    void aRequestIsNotReturnedToThePoolWhenItsConnectionEnds() {
        Message message = new Message();

        Runnable cleanup = requests.cleanup(facade(new Catalina(message)));
        assertThat(message.expected).isFalse();
        assertThat(message.connection.attributes).isEmpty();
        cleanup.run();

        assertThat(message.expected).isTrue();
        assertThat(message.broken).isFalse();
    }

    @Test
    void anEndedConnectionRefersToAMessageWithBrokenContent() {
        Message message = new Message();

        requests.cleanup(facade(new Catalina(message))).run();

        assertThat(message.connection.attributes)
                .containsOnlyKeys("org.glassfish.grizzly.http.HttpServerFilter.HttpRequest");
        assertThat(message.connection.attributes.values())
                .first()
                .isNotSameAs(message)
                .asInstanceOf(InstanceOfAssertFactories.type(Message.class))
                .matches(received -> received.broken);
    }

    @Test
    void endedConnectionsShareTheMessageWithBrokenContent() {
        Message first = new Message();
        Message second = new Message();

        requests.cleanup(facade(new Catalina(first))).run();
        requests.cleanup(facade(new Catalina(second))).run();

        assertThat(second.connection.attributes).isEqualTo(first.connection.attributes);
    }

    @Test
    void requestsOfOtherServersAndVersionsAreIgnored() {
        ServletRequest other = (ServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletRequest.class}, (proxy, method, args) -> null);

        assertThatCode(() -> requests.cleanup(other).run()).doesNotThrowAnyException();
        assertThatCode(() -> requests.cleanup(facade(null)).run()).doesNotThrowAnyException();
        assertThatCode(() -> requests.cleanup(facade(new Catalina(null))).run()).doesNotThrowAnyException();
        assertThatCode(() ->
                        requests.cleanup(facade(new Catalina(new Object()))).run())
                .doesNotThrowAnyException();
    }

    private static ServletRequest facade(@Nullable Object catalina) {
        return (ServletRequest) Proxy.newProxyInstance(
                SingleUseRequestsTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class, WithCatalina.class},
                (proxy, method, args) -> catalina);
    }

    /** What Payara's requests have in addition to the Servlet API. */
    public interface WithCatalina {
        @Nullable
        Object catalina();
    }

    /** A step from the request to the message. */
    public record Catalina(@Nullable Object message) {}

    /** Like Grizzly's. */
    public static final class Message {

        private final Connection connection = new Connection();
        private boolean broken;
        private boolean expected;

        public Connection connection() {
            return connection;
        }

        public void setContentBroken(boolean yes) {
            broken = yes;
        }

        public void setExpectContent(boolean yes) {
            expected = yes;
        }
    }

    /** Records its attributes. */
    public static final class Connection {

        private final Map<String, Object> attributes = new HashMap<>();

        public Connection attributes() {
            return this;
        }

        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }
    }
}
