@NullMarked
package rtc.muc.websocket;

import org.jspecify.annotations.NullMarked;
