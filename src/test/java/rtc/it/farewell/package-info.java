/** An application that records who joins and leaves until it ends, in a file that a test reads afterwards. */
@NullMarked
package rtc.it.farewell;

import org.jspecify.annotations.NullMarked;
