/** Classes that {@link rtc.it.ClientOnServerIT} and {@link rtc.it.RedeployIT} add to the WAR. */
@NullMarked
package rtc.it.client;

import org.jspecify.annotations.NullMarked;
