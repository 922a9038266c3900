/** Benchmarks of the server and the Java client, with a load generator and a bare endpoint for comparison. */
@NullMarked
package rtc.bench;

import org.jspecify.annotations.NullMarked;
