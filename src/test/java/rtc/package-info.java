/** Tests of the project as a whole, such as the rules of its architecture, and a watchdog for test runs that hang. */
@NullMarked
package rtc;

import org.jspecify.annotations.NullMarked;
