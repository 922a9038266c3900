@NullMarked
package rtc.muc.room;

import org.jspecify.annotations.NullMarked;
