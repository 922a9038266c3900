package rtc.muc.internal.room;

import rtc.muc.internal.protocol.ServerMessage;

/** How messages become text. Called once for each message, whoever gets it, and never under a lock by choice. */
@FunctionalInterface
public interface MessageEncoder {

    /** {@return the text of a message} */
    String encode(ServerMessage message);
}
