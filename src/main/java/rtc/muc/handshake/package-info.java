/**
 * What happens before a connection is upgraded to WebSocket: one filter asks an ordered list of
 * {@linkplain rtc.muc.handshake.Check checks}, each of which lets the {@linkplain rtc.muc.handshake.Handshake handshake}
 * pass or refuses it with an HTTP status, so that a client sees why. What they find out goes to the endpoint as the
 * connection's {@link rtc.muc.handshake.Admission}.
 *
 * <p>Filter and checks run on the worker thread of the request, where they may block. A connection is admitted once: it
 * is <em>over</em> when the upgrade fails, when no endpoint opens it in time, or when it is closed, and what it holds is
 * given back then, once, whichever of these comes first.
 */
@NullMarked
package rtc.muc.handshake;

import org.jspecify.annotations.NullMarked;
