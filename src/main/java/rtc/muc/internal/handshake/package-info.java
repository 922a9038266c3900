/**
 * What happens before a connection is upgraded to WebSocket: one filter asks an ordered list of
 * {@linkplain rtc.muc.internal.handshake.HandshakeCheck checks}. Each lets the
 * {@linkplain rtc.muc.internal.handshake.Handshake handshake} pass or refuses it with an HTTP status. What they find out
 * reaches the endpoint as the connection's {@link rtc.muc.internal.handshake.Admission}.
 *
 * <p>The filter stands twice in the chain. In front, it hides the WebSocket key, so that no container can upgrade an unchecked
 * handshake. Behind the application's filters, it runs the checks, which therefore see the principal that a login filter found.
 * {@linkplain rtc.muc.internal.handshake.HandshakeAdapter Adapters} then prepare the handshake for the upgrade by one server.
 * The admission travels as a ticket among the request's parameters and can be taken once.
 *
 * <p>Filter and checks run on the worker thread of the request, where they may block. Whatever an admission holds is released
 * once: when the upgrade fails, when no endpoint takes it in time, or when the connection is closed.
 */
@NullMarked
package rtc.muc.internal.handshake;

import org.jspecify.annotations.NullMarked;
