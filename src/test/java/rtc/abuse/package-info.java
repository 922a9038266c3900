/**
 * Attacks and network faults while uninvolved peers continue: each has a defined outcome and leaves neither heap nor
 * sockets behind. Tests that take seconds run with the integration tests, those that take minutes in a separate
 * profile.
 */
@NullMarked
package rtc.abuse;

import org.jspecify.annotations.NullMarked;
