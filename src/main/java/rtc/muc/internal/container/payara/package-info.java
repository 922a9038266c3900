/**
 * Adaptations for Payara, by reflection on its WebSocket container (Tyrus), network layer (Grizzly) and servlet
 * container (Catalina): a timer that does not slow down every message, bounded write queues and frames, a way to cut a
 * connection, requests that no two connections share, and connections that are not closed with their HTTP session. If
 * Payara's classes have changed, the adaptation concerned is omitted, which is logged. On other servers, this package
 * does nothing.
 */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
