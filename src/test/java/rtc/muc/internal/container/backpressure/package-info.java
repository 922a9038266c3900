/** Tests of backpressure, with a fake connection that one or more threads fill and drain. */
@NullMarked
package rtc.muc.internal.container.backpressure;

import org.jspecify.annotations.NullMarked;
