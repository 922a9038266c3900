package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Constructor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prevents Payara from reusing the request of an ended connection. Grizzly pools requests. If a frame arrives while the
 * server closes the connection, Grizzly may process the upgraded request a second time. It then puts the request into
 * the pool twice, and two later connections share it: a handshake is answered with 200, or a client receives the
 * messages of another client.
 *
 * <p>A connection refers to the HTTP message that it is receiving. When the connection ends, this class replaces that
 * message with an empty one whose content is marked as broken, for which Grizzly accepts no frames. It also marks the
 * old message as expecting content, because Grizzly does not pool such messages. Connections to other endpoints of the
 * server may still put a request into the pool twice. Does nothing on other servers.
 */
final class SingleUseRequests {

    /** The methods that lead from a request to Grizzly's message; requests of other servers lack the first method. */
    static final List<String> MESSAGE = List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getRequest");

    /** The methods that lead from a message to the attributes of its connection. */
    private static final List<String> ATTRIBUTES = List.of("getConnection", "getAttributes");

    private static final String RECEIVED = "org.glassfish.grizzly.http.HttpServerFilter.HttpRequest";

    private final List<String> toMessage;
    private final List<String> toAttributes;
    private final UnknownVersion unknown =
            new UnknownVersion("frames that arrive while their connection is closed may disturb other connections");

    /** The message that replaces those of ended connections; created once. */
    private volatile @Nullable Object brokenMessage;

    SingleUseRequests() {
        this(MESSAGE, ATTRIBUTES);
    }

    SingleUseRequests(List<String> toMessage, List<String> toAttributes) {
        this.toMessage = toMessage;
        this.toAttributes = toAttributes;
    }

    /**
     * {@return an action that keeps a request out of the pool; it must be called when the connection has ended and
     * before the container releases the request}
     *
     * @param facade the server's own request, without wrappers
     */
    Runnable cleanup(ServletRequest facade) {
        ReflectiveObject server = new ReflectiveObject(facade);
        if (!server.has(toMessage.get(0))) {
            return () -> {};
        }
        try {
            ReflectiveObject message = server.lead(toMessage);
            ReflectiveObject attributes = message.lead(toAttributes);
            Object last = broken(message.object().getClass());
            return () -> release(message, attributes, last);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return () -> {};
        }
    }

    private void release(ReflectiveObject message, ReflectiveObject attributes, Object last) {
        try {
            attributes.call("setAttribute", RECEIVED, last);
            message.call("setExpectContent", true);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }

    private Object broken(Class<?> type) throws ReflectiveOperationException {
        Object known = brokenMessage;
        if (known != null && known.getClass() == type) {
            return known;
        }
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        ReflectiveObject empty = new ReflectiveObject(constructor.newInstance());
        empty.call("setContentBroken", true);
        brokenMessage = empty.object();
        return empty.object();
    }
}
