/**
 * Back pressure for connections that a container upgrades by {@link jakarta.servlet.http.HttpServletRequest#upgrade},
 * as Tyrus does on Payara: while a client does not read, no data is read from it. Without back pressure, pings of a
 * client that does not read the pongs would fill the heap, because Tyrus queues a pong for each ping. Containers that
 * upgrade in another way, such as WildFly's, do not use this package and have back pressure of their own.
 *
 * <p>This package has no locks and no threads: the container's thread that calls back when the output has room also
 * resumes the input, see {@link rtc.muc.internal.container.backpressure.Backpressure}.
 */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
