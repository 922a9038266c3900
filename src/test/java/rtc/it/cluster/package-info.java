/** An application on each node of a cluster. */
@NullMarked
package rtc.it.cluster;

import org.jspecify.annotations.NullMarked;
