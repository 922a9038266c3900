/**
 * Adaptations for Payara, by reflection on its WebSocket container (Tyrus) and network layer (Grizzly): a timer that
 * does not slow down every message, a bounded write queue, and a way to cut a connection. If Payara's classes have
 * changed, nothing is adapted and the log says so; on other servers nothing happens.
 */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
