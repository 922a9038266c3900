/** An application whose users sign in at the server. */
@NullMarked
package rtc.it.office;

import org.jspecify.annotations.NullMarked;
