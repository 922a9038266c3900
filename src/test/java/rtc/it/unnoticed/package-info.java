/** An application with a policy that is not a bean. */
@NullMarked
package rtc.it.unnoticed;

import org.jspecify.annotations.NullMarked;
