package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GrizzlyAdapterTest {

    private final GrizzlyAdapter adapter = new GrizzlyAdapter(List.of("facade", "connection"), new MaxMessageSize(0));

    @Test
    void findsTheConnectionOfAWrappedRequest() {
        FakeConnection under = new FakeConnection();

        GrizzlyConnection found = adapter.connection(
                        new ServletRequestWrapper(new ServletRequestWrapper(request(new Facade(under)))))
                .orElseThrow();
        found.cut();

        assertThat(under.calls).containsExactly("bounded to 65536", "terminated");
    }

    @Test
    void findsNothingOnOtherServers() {
        ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletRequest.class}, (proxy, method, args) -> null);

        assertThat(adapter.connection(request)).isEmpty();
        assertThat(new GrizzlyAdapter(new MaxMessageSize(0)).connection(request))
                .isEmpty();
    }

    @Test
    void findsNothingInUnknownVersions() {
        assertThat(adapter.connection(request(new Object()))).isEmpty();
        assertThat(adapter.connection(request(null))).isEmpty();
        assertThat(adapter.connection(request(new Facade(null)))).isEmpty();
        assertThat(adapter.connection(request(new Facade("no connection")))).isEmpty();
    }

    @Test
    void aFailingCutDoesNotThrow() {
        GrizzlyConnection connection = new GrizzlyConnection(new ReflectiveObject("no connection"));

        assertThatCode(connection::cut).doesNotThrowAnyException();
    }

    /** A request from which a method leads to this facade, as on Payara. */
    private static ServletRequest request(@Nullable Object facade) {
        return (ServletRequest) Proxy.newProxyInstance(
                GrizzlyAdapterTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class, WithFacade.class},
                (proxy, method, args) -> facade);
    }

    /** What Payara's requests have in addition to the Servlet API. */
    public interface WithFacade {
        @Nullable
        Object facade();
    }

    /** A step from the request to the connection. */
    public record Facade(@Nullable Object connection) {}

    /** Records the calls of its methods. */
    public static final class FakeConnection {

        private final List<String> calls = new ArrayList<>();

        public void setMaxAsyncWriteQueueSize(int bytes) {
            calls.add("bounded to " + bytes);
        }

        public void terminateSilently() {
            calls.add("terminated");
        }
    }
}
