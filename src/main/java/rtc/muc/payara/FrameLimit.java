package rtc.muc.payara;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Bounds what Tyrus gathers of one frame before the application sees any of it: 4 MiB if nobody says otherwise, and all
 * of that stays on the heap for a while after the connection. A frame over the bound is closed with 1011.
 */
@WebListener
public final class FrameLimit implements ServletContextListener {

    /** Read by Tyrus at each upgrade, in bytes; other servers do not know it. */
    private static final String PARAMETER = "org.glassfish.tyrus.servlet.incoming-buffer-size";

    /** So that what is only a little too large is seen by us, and closed with 1009. */
    private static final int ROOM = 64 * 1024;

    @Inject
    @SuppressWarnings("NullAway.Init")
    LargestMessage message;

    /** For the container. */
    public FrameLimit() {}

    /** Sets the bound, unless the application has one in its descriptor or messages have no limit. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (message.bytes() > 0 && context.getInitParameter(PARAMETER) == null) {
            context.setInitParameter(
                    PARAMETER, Long.toString(Math.min((long) message.bytes() + ROOM, Integer.MAX_VALUE)));
        }
    }
}
