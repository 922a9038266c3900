/** An application with its own login filters, at every position in the chain, and with its own endpoint. */
@NullMarked
package rtc.it.login;

import org.jspecify.annotations.NullMarked;
