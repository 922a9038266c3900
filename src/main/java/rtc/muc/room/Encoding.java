package rtc.muc.room;

import rtc.muc.protocol.ServerMessage;

/** How messages become text. Called once for each message, whoever gets it, and never under a lock by choice. */
@FunctionalInterface
public interface Encoding {

    /** {@return the text of a message} */
    String encode(ServerMessage message);
}
