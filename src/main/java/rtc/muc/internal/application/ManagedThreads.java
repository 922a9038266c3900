package rtc.muc.internal.application;

import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the thread factory for the application's code. */
public final class ManagedThreads {

    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";

    private ManagedThreads() {}

    /**
     * {@return the factory of the server's managed threads, which have the application's context; on servers without
     * Jakarta Concurrency, a factory of plain daemon threads} Must be called on a thread of the application.
     */
    @SuppressWarnings("BanJNDI") // the name is fixed
    public static ThreadFactory find() {
        try {
            return InitialContext.<ThreadFactory>doLookup(MANAGED);
        } catch (NamingException noConcurrency) {
            return task -> {
                Thread thread = new Thread(task, "muc-observers");
                thread.setDaemon(true);
                return thread;
            };
        }
    }
}
