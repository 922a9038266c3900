package rtc.muc.internal.cluster.jgroups;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.IllegalFormatException;
import java.util.Set;
import org.jgroups.logging.Log;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.protocol.Printable;

/** Limits the rate of warnings and errors that a server socket of JGroups logs, because strangers can cause them. */
final class LimitedJGroupsLog implements InvocationHandler {

    private static final Set<String> LIMITED = Set.of("warn", "error", "fatal");

    private final Log log;
    private final LimitedLog limited;

    private LimitedJGroupsLog(Log log, LimitedLog limited) {
        this.log = log;
        this.limited = limited;
    }

    static Log of(Log log, LimitedLog limited) {
        return (Log) Proxy.newProxyInstance(
                Log.class.getClassLoader(), new Class<?>[] {Log.class}, new LimitedJGroupsLog(log, limited));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && LIMITED.contains(method.getName())) {
            limited.log(() -> "JGroups: " + Printable.of(text(arguments)));
            return null;
        }
        try {
            return method.invoke(log, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** {@return the log line, without a stack trace} */
    private static String text(Object[] arguments) {
        String format = String.valueOf(arguments[0]);
        if (arguments.length == 1) {
            return format;
        }
        if (!(arguments[1] instanceof Object[] values)) {
            return format + ": " + arguments[1];
        }
        try {
            return format.formatted(values);
        } catch (IllegalFormatException other) {
            return format;
        }
    }
}
