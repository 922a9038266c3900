/**
 * Back pressure for connections that a container upgrades by {@link jakarta.servlet.http.HttpServletRequest#upgrade}, as
 * Tyrus does on Payara: whoever does not take the answers is not read any more. Without it a flood of pings, whose pongs
 * nobody reads, fills the heap, for Tyrus keeps as many pongs as it gets pings. Containers with a way of their own, such
 * as WildFly's, never come here, and hold such a client back themselves.
 *
 * <p>It takes no locks and has no threads: whichever of the container's threads finds room in the output lets the input go
 * on, see {@link rtc.muc.internal.container.backpressure.Backpressure}.
 */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
