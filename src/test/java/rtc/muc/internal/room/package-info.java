@NullMarked
package rtc.muc.internal.room;

import org.jspecify.annotations.NullMarked;
