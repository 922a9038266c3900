@NullMarked
package rtc.muc.internal.ice;

import org.jspecify.annotations.NullMarked;
