/** An application that decides who is admitted, and issues room tokens: added to the WAR under test. */
@NullMarked
package rtc.it.access;

import org.jspecify.annotations.NullMarked;
