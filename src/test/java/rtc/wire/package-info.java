/** A WebSocket client down to the frames, for tests that say what no proper client would. */
@NullMarked
package rtc.wire;

import org.jspecify.annotations.NullMarked;
