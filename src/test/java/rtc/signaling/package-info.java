/** Tests of the Java client, and the fakes that they use. */
@NullMarked
package rtc.signaling;

import org.jspecify.annotations.NullMarked;
