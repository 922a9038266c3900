@NullMarked
package rtc.muc.internal.handshake;

import org.jspecify.annotations.NullMarked;
