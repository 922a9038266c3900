/** Tests of what Tyrus loads by name. */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
