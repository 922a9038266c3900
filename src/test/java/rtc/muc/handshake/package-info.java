@NullMarked
package rtc.muc.handshake;

import org.jspecify.annotations.NullMarked;
