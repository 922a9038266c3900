/** Tests of the back pressure, with a connection that is filled and drained by hand, and by threads. */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
