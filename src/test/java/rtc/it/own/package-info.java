/** An application with its own endpoint, at a path that is not guarded. */
@NullMarked
package rtc.it.own;

import org.jspecify.annotations.NullMarked;
