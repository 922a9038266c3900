/** The settings, and the one place where the parts are put together. */
@NullMarked
package rtc.muc.config;

import org.jspecify.annotations.NullMarked;
