@NullMarked
package rtc.muc.internal.websocket;

import org.jspecify.annotations.NullMarked;
