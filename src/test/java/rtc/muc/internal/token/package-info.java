@NullMarked
package rtc.muc.internal.token;

import org.jspecify.annotations.NullMarked;
