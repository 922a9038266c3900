@NullMarked
package rtc.muc.limits;

import org.jspecify.annotations.NullMarked;
