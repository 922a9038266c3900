/**
 * The wire as values: what a client may say ({@link rtc.muc.protocol.ClientMessage}), what the server says
 * ({@link rtc.muc.protocol.ServerMessage}), why a connection ends ({@link rtc.muc.protocol.Ending}), and the JSON-B
 * codec between these and text.
 *
 * <p>Statuses and event data belong to the applications. They are checked when they are read and then carried as the
 * {@linkplain rtc.muc.protocol.JsonText JSON text} that came; nothing is rebuilt on the way through.
 *
 * <p>Everything here is immutable and may be used by any thread.
 */
@NullMarked
package rtc.muc.protocol;

import org.jspecify.annotations.NullMarked;
