@NullMarked
package rtc.muc.access;

import org.jspecify.annotations.NullMarked;
