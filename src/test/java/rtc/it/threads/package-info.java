/** The application of {@link rtc.it.RequestThreads}. */
@NullMarked
package rtc.it.threads;

import org.jspecify.annotations.NullMarked;
