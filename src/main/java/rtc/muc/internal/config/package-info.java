/** The settings, and the one place where the parts are put together. */
@NullMarked
package rtc.muc.internal.config;

import org.jspecify.annotations.NullMarked;
