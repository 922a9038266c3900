/**
 * Attacks and network faults beside uninvolved peers. Each has a defined outcome and leaves neither heap nor sockets
 * occupied. Tests that take seconds run with the integration tests; tests that take minutes run in a separate profile.
 */
@NullMarked
package rtc.abuse;

import org.jspecify.annotations.NullMarked;
