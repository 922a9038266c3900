/** What Payara needs, against stand-ins for its parts. */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
