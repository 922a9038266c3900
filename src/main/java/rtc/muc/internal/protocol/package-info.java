/**
 * The messages as values: those of clients ({@link rtc.muc.internal.protocol.ClientMessage}), those of the server
 * ({@link rtc.muc.internal.protocol.ServerMessage}), the reasons for the end of a connection ({@link
 * rtc.muc.EndReason}), and the JSON-B codec between these and text.
 *
 * <p>Statuses and event data belong to the applications. They are checked when they are read and then carried as the
 * {@linkplain rtc.muc.internal.protocol.JsonText JSON text} that came; nothing is rebuilt on the way through.
 *
 * <p>JSON-B is a requirement of the project's users: it is the binding of Jakarta EE that they know.
 *
 * <p>Everything here is immutable and may be used by any thread.
 */
@NullMarked
package rtc.muc.internal.protocol;

import org.jspecify.annotations.NullMarked;
