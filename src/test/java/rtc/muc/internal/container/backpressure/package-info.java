/** Tests of the back pressure, with a fake connection that one thread or several fill and drain. */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
