@NullMarked
package rtc.muc.internal.container;

import org.jspecify.annotations.NullMarked;
