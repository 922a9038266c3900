/** Limits in time and number, in plain Java and without a clock of their own. */
@NullMarked
package rtc.muc.internal.limits;

import org.jspecify.annotations.NullMarked;
