/** An application that decides who comes in, and makes room tokens: added to the WAR under test. */
@NullMarked
package rtc.it.access;

import org.jspecify.annotations.NullMarked;
