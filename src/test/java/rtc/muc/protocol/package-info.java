@NullMarked
package rtc.muc.protocol;

import org.jspecify.annotations.NullMarked;
