/** An application with a bug. */
@NullMarked
package rtc.it.failing;

import org.jspecify.annotations.NullMarked;
