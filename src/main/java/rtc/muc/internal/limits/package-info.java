/** Rate and count limits in plain Java, without a clock. */
@NullMarked
package rtc.muc.internal.limits;

import org.jspecify.annotations.NullMarked;
