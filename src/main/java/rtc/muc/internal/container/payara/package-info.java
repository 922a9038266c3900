/**
 * Adaptations for Payara, by reflection on its WebSocket container (Tyrus), network layer (Grizzly) and servlet
 * container (Catalina): a timer that does not slow down every message, bounded write queues and frames, a way to cut a
 * connection, requests that no two connections share, and connections that do not end with their HTTP session. If
 * Payara's classes have changed, the part concerned is not adapted and the log says so; on other servers nothing happens.
 */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
