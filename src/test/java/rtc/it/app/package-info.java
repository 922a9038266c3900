/** What an application would have of its own: added to the WAR under test. */
@NullMarked
package rtc.it.app;

import org.jspecify.annotations.NullMarked;
