/** An application with login filters of its own, in every place of the chain, and with an endpoint of its own. */
@NullMarked
package rtc.it.login;

import org.jspecify.annotations.NullMarked;
