/** Network faults on demand: a TCP proxy between a client and a server. */
@NullMarked
package rtc.fault;

import org.jspecify.annotations.NullMarked;
