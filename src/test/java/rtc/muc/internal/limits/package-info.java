@NullMarked
package rtc.muc.internal.limits;

import org.jspecify.annotations.NullMarked;
