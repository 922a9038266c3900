/** Classes that {@link rtc.it.SessionTimerIT} adds to the WAR. */
@NullMarked
package rtc.it.timer;

import org.jspecify.annotations.NullMarked;
