/** A WebSocket client at the level of frames, for tests that violate the protocol. */
@NullMarked
package rtc.wire;

import org.jspecify.annotations.NullMarked;
