/** An application with a policy that is no bean. */
@NullMarked
package rtc.it.unnoticed;

import org.jspecify.annotations.NullMarked;
