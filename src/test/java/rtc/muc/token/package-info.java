@NullMarked
package rtc.muc.token;

import org.jspecify.annotations.NullMarked;
