/**
 * What Payara needs beyond the standard, found by reflection in its WebSocket container (Tyrus) and under it (Grizzly):
 * a timer that does not slow every message down, a bound on what waits in a connection, and a way to cut it off. Where the
 * server is not as this code knows it, nothing is touched and the log says so; on other servers nothing happens.
 */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
