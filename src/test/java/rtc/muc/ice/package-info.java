@NullMarked
package rtc.muc.ice;

import org.jspecify.annotations.NullMarked;
