/**
 * Tells the application's observers who joins rooms and who leaves them, by CDI events, on a thread of its own.
 */
@NullMarked
package rtc.muc.internal.application;

import org.jspecify.annotations.NullMarked;
