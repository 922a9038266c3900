package rtc.muc.internal.container.payara;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Payara from reusing the request of an ended connection. Grizzly pools requests. But if a frame arrives while the
 * server closes the connection, it may serve the upgraded request again; both services put the request into the pool, and
 * two later connections share it: a handshake is answered with 200, or a client receives the messages of another.
 *
 * <p>A connection refers to the message that it is receiving. When it ends, this class replaces that message by an empty one
 * with broken content, for which Grizzly accepts no frames. And Grizzly pools no message that expects content. Harmless on
 * other servers.
 */
final class SingleUseRequests {

    /** The methods that lead from a request to Grizzly's message; requests of other servers lack the first one. */
    static final List<String> MESSAGE = List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getRequest");

    /** The methods that lead from a message to the attributes of its connection. */
    private static final List<String> ATTRIBUTES = List.of("getConnection", "getAttributes");

    private static final String RECEIVED = "org.glassfish.grizzly.http.HttpServerFilter.HttpRequest";

    private final List<String> toMessage;
    private final List<String> toAttributes;
    private final UnknownVersion unknown =
            new UnknownVersion("frames that arrive while their connection is closed may disturb other connections");

    /** What ended connections receive; made for the first of them. */
    private volatile @Nullable Object brokenMessage;

    SingleUseRequests() {
        this(MESSAGE, ATTRIBUTES);
    }

    SingleUseRequests(List<String> toMessage, List<String> toAttributes) {
        this.toMessage = toMessage;
        this.toAttributes = toAttributes;
    }

    /**
     * {@return what keeps a request out of the pool, to be called when its connection ends, before the container releases
     * it}
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
            return () -> release(message, attributes);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
            return () -> {};
        }
    }

    private void release(ReflectiveObject message, ReflectiveObject attributes) {
        try {
            attributes.call("setAttribute", RECEIVED, broken(message.object().getClass()));
            message.call("setExpectContent", true);
        } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
            unknown.log(notAsKnown);
        }
    }

    private Object broken(Class<?> type) throws ReflectiveOperationException {
        Object made = brokenMessage;
        if (made == null) {
            made = makeBroken(type);
            brokenMessage = made;
        }
        return made;
    }

    private static Object makeBroken(Class<?> type) throws ReflectiveOperationException {
        Method create = type.getMethod("create");
        create.setAccessible(true);
        ReflectiveObject empty = new ReflectiveObject(Objects.requireNonNull(create.invoke(null)));
        empty.call("setContentBroken", true);
        return empty.object();
    }
}
