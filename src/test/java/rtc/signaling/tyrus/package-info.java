/** Tests of the classes that Tyrus loads by name. */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
