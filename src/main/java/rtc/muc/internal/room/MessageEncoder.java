package rtc.muc.internal.room;

import rtc.muc.internal.protocol.ServerMessage;

/** Encodes messages as text. Called once per message for all receivers, and if possible not under a lock. */
@FunctionalInterface
public interface MessageEncoder {

    /** {@return the text of a message} */
    String encode(ServerMessage message);
}
