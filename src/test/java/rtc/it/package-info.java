/**
 * Integration tests: the packaged WAR on a real server, tested from outside.
 *
 * <p>The tests do not depend on a particular server. The failsafe executions of the build and {@code arquillian.xml}
 * define which server runs and how. System properties contain its address; {@link rtc.it.Deployed} reads them.
 */
@NullMarked
package rtc.it;

import org.jspecify.annotations.NullMarked;
