/**
 * What hostile or unlucky clients and networks do to the server, while others go on talking: each fault has an outcome that
 * the server owes, and leaves neither heap nor sockets behind. What takes seconds runs with the integration tests, what takes
 * minutes by a profile of its own.
 */
@NullMarked
package rtc.abuse;

import org.jspecify.annotations.NullMarked;
