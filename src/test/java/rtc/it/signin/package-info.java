/** An application with users who sign in and out by HTTP sessions. */
@NullMarked
package rtc.it.signin;

import org.jspecify.annotations.NullMarked;
