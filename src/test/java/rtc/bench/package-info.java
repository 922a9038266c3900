/** What the server costs: a load generator, the bare endpoint to compare with, and the benchmarks that use both. */
@NullMarked
package rtc.bench;

import org.jspecify.annotations.NullMarked;
