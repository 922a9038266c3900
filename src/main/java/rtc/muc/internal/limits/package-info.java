/** Limits of rates and numbers, in plain Java. The clock is always passed in. */
@NullMarked
package rtc.muc.internal.limits;

import org.jspecify.annotations.NullMarked;
