/**
 * The messages of clients ({@link rtc.muc.internal.protocol.ClientMessage}) and of the server ({@link
 * rtc.muc.internal.protocol.ServerMessage}) as values, and the JSON-B codec that converts between them and text.
 *
 * <p>Statuses and event data belong to the applications. They are checked when they are read, and then passed on as the
 * {@linkplain rtc.muc.internal.protocol.JsonText JSON text} that the client sent; they are never written anew.
 *
 * <p>The project's users require JSON-B, because it is the JSON binding of Jakarta EE, which they know.
 *
 * <p>Messages are immutable, and the codec is thread-safe.
 */
@NullMarked
package rtc.muc.internal.protocol;

import org.jspecify.annotations.NullMarked;
