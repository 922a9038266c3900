@NullMarked
package rtc.muc;

import org.jspecify.annotations.NullMarked;
