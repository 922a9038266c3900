@NullMarked
package rtc.muc.internal.protocol;

import org.jspecify.annotations.NullMarked;
