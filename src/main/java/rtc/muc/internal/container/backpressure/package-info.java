/**
 * Back pressure for connections that a container upgrades by {@link jakarta.servlet.http.HttpServletRequest#upgrade},
 * as Tyrus does on Payara: a client that does not read is not read any more. Without it, pings whose pongs nobody reads
 * would fill the heap, because Tyrus queues a pong for each ping. Containers that upgrade in another way, such as
 * WildFly's, do not use this package and have back pressure of their own.
 *
 * <p>It has no locks and no threads: the container's thread that finds room in the output resumes the input, see {@link
 * rtc.muc.internal.container.backpressure.Backpressure}.
 */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
