/** What Tyrus loads by name. It is public for Tyrus alone and not part of the API. */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
