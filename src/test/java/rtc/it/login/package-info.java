/** Classes of an application with users who sign in and out, by HTTP sessions. */
@NullMarked
package rtc.it.login;

import org.jspecify.annotations.NullMarked;
