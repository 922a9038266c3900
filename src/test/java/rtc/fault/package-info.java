/** Networks that fail as a test wants: a TCP proxy between a client and a server. */
@NullMarked
package rtc.fault;

import org.jspecify.annotations.NullMarked;
