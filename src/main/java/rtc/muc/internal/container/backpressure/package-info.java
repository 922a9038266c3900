/**
 * Backpressure for connections that a container upgrades by {@link jakarta.servlet.http.HttpServletRequest#upgrade}, as
 * Tyrus does on Payara: when a client stops reading, the server soon stops reading from it. Without backpressure, pings
 * of a client that does not read the pongs would fill the heap, because Tyrus queues a pong for each ping. Containers
 * that upgrade in another way, such as WildFly's, do not use this package and have backpressure of their own.
 *
 * <p>This package has no locks and no threads: the container's thread that calls back when the output has room also
 * resumes the input, see {@link rtc.muc.internal.container.backpressure.Backpressure}.
 */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
