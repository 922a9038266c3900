/** Classes of an application that has an endpoint of its own, which nothing of ours guards. */
@NullMarked
package rtc.it.own;

import org.jspecify.annotations.NullMarked;
