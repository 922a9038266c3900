/**
 * Integration tests: the packaged WAR on a real server, seen from outside.
 *
 * <p>They know no server in particular. Which one runs, and how, stands in {@code arquillian.xml} and in the failsafe
 * executions of the build, which also tell the tests by system properties where it listens; {@link rtc.it.Deployed}
 * reads them.
 */
@NullMarked
package rtc.it;

import org.jspecify.annotations.NullMarked;
