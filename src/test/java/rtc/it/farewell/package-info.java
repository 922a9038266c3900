/** Classes of an application that notes who joins and leaves until its end, where a test finds it afterwards. */
@NullMarked
package rtc.it.farewell;

import org.jspecify.annotations.NullMarked;
