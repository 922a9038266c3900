/** What watches over the whole: the rules of the architecture, and the end of test runs that hang. */
@NullMarked
package rtc;

import org.jspecify.annotations.NullMarked;
