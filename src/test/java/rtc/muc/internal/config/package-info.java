@NullMarked
package rtc.muc.internal.config;

import org.jspecify.annotations.NullMarked;
