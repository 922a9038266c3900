/** An application with users who sign in and out by HTTP sessions, and with login filters in every place of the chain. */
@NullMarked
package rtc.it.login;

import org.jspecify.annotations.NullMarked;
