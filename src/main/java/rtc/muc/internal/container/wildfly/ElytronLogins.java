package rtc.muc.internal.container.wildfly;

import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.handshake.LoginWatch;

/**
 * Detects users who have signed out on WildFly by {@code HttpServletRequest.logout()} although their HTTP session still
 * exists. Elytron stores the user in an attribute of the session. Does nothing on other servers.
 */
public final class ElytronLogins implements LoginWatch {

    /** The class that contains the user after a login by a mechanism such as FORM. */
    private static final String IDENTITY = "org.wildfly.security.cache.CachedIdentity";

    /** The class that contains the user after {@code HttpServletRequest.login}. */
    private static final String CONTAINER =
            "org.wildfly.elytron.web.undertow.server.servlet.ServletSecurityContextImpl$IdentityContainer";

    /** Creates an instance, which has no state. */
    public ElytronLogins() {}

    @Override
    public BooleanSupplier of(HttpSession session) {
        for (String attribute : Collections.list(session.getAttributeNames())) {
            String user = user(session.getAttribute(attribute));
            if (user != null) {
                return () -> !user.equals(user(session.getAttribute(attribute)));
            }
        }
        return () -> false;
    }

    private static @Nullable String user(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String type = value.getClass().getName();
        if (type.equals(CONTAINER)) {
            return user(call(value, "getSecurityIdentity"));
        }
        return type.equals(IDENTITY) ? Objects.toString(call(value, "getName"), null) : null;
    }

    private static @Nullable Object call(Object value, String method) {
        try {
            return value.getClass().getMethod(method).invoke(value);
        } catch (ReflectiveOperationException notAsKnown) {
            return null;
        }
    }
}
