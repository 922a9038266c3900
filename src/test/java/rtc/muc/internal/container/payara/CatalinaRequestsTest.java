package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CatalinaRequestsTest {

    private final CatalinaRequests requests = new CatalinaRequests("behind", LikeCatalina.class.getName());
    private final Handler handler = new Handler();

    @Test
    void aRequestForgetsTheHandlerOfAnEndedConnection() {
        LikePayara request = new LikePayara(handler);

        requests.cleanup(facade(request)).accept(handler);

        assertThat(request.handler()).isNull();
    }

    @Test
    void aReusedRequestKeepsItsNewHandler() {
        Handler another = new Handler();
        LikePayara request = new LikePayara(another);

        requests.cleanup(facade(request)).accept(handler);

        assertThat(request.handler()).isSameAs(another);
    }

    @Test
    void requestsOfOtherServersAndVersionsAreIgnored() {
        ServletRequest other = (ServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletRequest.class}, (proxy, method, args) -> null);

        assertThatCode(() -> requests.cleanup(other).accept(handler)).doesNotThrowAnyException();
        assertThatCode(() -> requests.cleanup(facade(null)).accept(handler)).doesNotThrowAnyException();
        assertThatCode(() -> requests.cleanup(facade(new Object())).accept(handler))
                .doesNotThrowAnyException();
    }

    private static ServletRequest facade(@Nullable Object request) {
        return (ServletRequest) Proxy.newProxyInstance(
                CatalinaRequestsTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class, Facade.class},
                (proxy, method, args) -> request);
    }

    /** What Payara's requests have in addition to the Servlet API. */
    public interface Facade {
        @Nullable
        Object behind();
    }

    private static class LikeCatalina {

        private @Nullable HttpUpgradeHandler httpUpgradeHandler;

        LikeCatalina(HttpUpgradeHandler handler) {
            httpUpgradeHandler = handler;
        }

        @Nullable
        HttpUpgradeHandler handler() {
            return httpUpgradeHandler;
        }
    }

    private static final class LikePayara extends LikeCatalina {

        LikePayara(HttpUpgradeHandler handler) {
            super(handler);
        }
    }

    private static final class Handler implements HttpUpgradeHandler {

        @Override
        public void init(WebConnection connection) {}

        @Override
        public void destroy() {}
    }
}
