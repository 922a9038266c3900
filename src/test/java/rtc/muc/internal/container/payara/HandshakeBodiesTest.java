package rtc.muc.internal.container.payara;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.handshake.HandshakeFilter;

final class HandshakeBodiesTest {

    private final HandshakeBodies bodies = new HandshakeBodies(
            List.of("catalina", "coyote", "message"), List.of("catalina", "context", "login", "method"));
    private final Message message = new Message();

    @Test
    void theServerExpectsABodyAgainAfterAuthentication() {
        HttpServletRequest request = handshake(new Login("FORM"));

        bodies.requestInitialized(event(request));
        assertThat(message.bodies).containsExactly(false);
        HandshakeFilter.enter(request);
        assertThat(message.bodies).containsExactly(false, true);
        bodies.requestDestroyed(event(request));
        assertThat(message.bodies).containsExactly(false, true);
    }

    /** Grizzly would reuse a request without a body too early. */
    @Test
    void theServerExpectsABodyAgainAfterAHandshakeThatReachesNoFilter() {
        HttpServletRequest request = handshake(new Login("FORM"));

        bodies.requestInitialized(event(request));
        bodies.requestDestroyed(event(request));

        assertThat(message.bodies).containsExactly(false, true);
    }

    @Test
    void theBodyExpectationIsUnchangedForOtherLoginMethods() {
        for (Login config : new Login[] {new Login("BASIC"), new Login(null), null}) {
            HttpServletRequest request = handshake(config);
            bodies.requestInitialized(event(request));
            bodies.requestDestroyed(event(request));
        }

        assertThat(message.bodies).isEmpty();
    }

    private static ServletRequestEvent event(HttpServletRequest request) {
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                HandshakeBodiesTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, args) -> null);
        return new ServletRequestEvent(context, request);
    }

    private HttpServletRequest handshake(@Nullable Login config) {
        Map<Object, Object> attributes = new HashMap<>();
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class, WithCatalina.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "catalina" -> new Catalina(new Coyote(message), new Context(config));
                    case "getHeader" -> "Upgrade".equals(args[0]) ? "WebSocket" : null;
                    case "getHeaders" -> Collections.emptyEnumeration();
                    case "getAttribute" -> attributes.get(args[0]);
                    case "setAttribute" -> attributes.put(args[0], args[1]);
                    case "removeAttribute" -> attributes.remove(args[0]);
                    default -> null;
                });
    }

    /** What Payara's requests have in addition to the Servlet API. */
    public interface WithCatalina {
        Catalina catalina();
    }

    /** A step from the request to the message and to the login. */
    public record Catalina(Coyote coyote, Context context) {}

    /** A step from the request to the message. */
    public record Coyote(Message message) {}

    /** The application. */
    public record Context(@Nullable Login login) {}

    /** The application's login configuration. */
    public record Login(@Nullable String method) {}

    /** Records whether it is to expect a body. */
    public static final class Message {

        private final List<Boolean> bodies = new ArrayList<>();

        public void setExpectContent(boolean yes) {
            bodies.add(yes);
        }
    }
}
