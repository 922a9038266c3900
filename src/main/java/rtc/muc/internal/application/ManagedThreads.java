package rtc.muc.internal.application;

import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Where threads for an application's code come from. */
public final class ManagedThreads {

    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";

    private ManagedThreads() {}

    /**
     * {@return the server's managed threads, on which an application's code finds all that it finds on the server's own;
     * plain daemon threads where the server has no Jakarta Concurrency} To be called by a thread of the application.
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
