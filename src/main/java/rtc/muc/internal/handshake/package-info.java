/**
 * The processing of a handshake before its connection is upgraded to WebSocket: one filter calls an ordered list of
 * {@linkplain rtc.muc.internal.handshake.HandshakeCheck checks}. Each check lets the
 * {@linkplain rtc.muc.internal.handshake.Handshake handshake} pass or refuses it with an HTTP status. The results of
 * the checks are passed to the endpoint as the connection's {@link rtc.muc.internal.handshake.Admission}.
 *
 * <p>The filter is in the chain twice. Before the application's filters, it hides the WebSocket key, so that no
 * container can upgrade an unchecked handshake. Behind the application's filters, it runs the checks, which can
 * therefore use the principal that a login filter has set.
 * {@linkplain rtc.muc.internal.handshake.HandshakeAdapter Adapters} then prepare the handshake for the upgrade on a
 * particular server. A ticket among the request's parameters refers to the admission, which the endpoint can claim
 * once.
 *
 * <p>Filter and checks run on the worker thread of the request, where they may block. The resources of an admission are
 * released once: when the upgrade fails, when no endpoint claims the admission in time, or when the connection is
 * closed.
 */
@NullMarked
package rtc.muc.internal.handshake;

import org.jspecify.annotations.NullMarked;
