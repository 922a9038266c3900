@NullMarked
package rtc.muc.config;

import org.jspecify.annotations.NullMarked;
