@NullMarked
package rtc.muc.internal.metrics;

import org.jspecify.annotations.NullMarked;
