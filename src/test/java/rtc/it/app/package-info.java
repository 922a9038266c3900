/** An application that uses the room manager and its events: added to the WAR under test. */
@NullMarked
package rtc.it.app;

import org.jspecify.annotations.NullMarked;
