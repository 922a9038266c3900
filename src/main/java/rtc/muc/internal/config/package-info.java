/** The settings, and the creation of all parts of the server. */
@NullMarked
package rtc.muc.internal.config;

import org.jspecify.annotations.NullMarked;
