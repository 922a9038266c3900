package rtc.muc.internal.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.Encoder;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.MessageEncoder;

/**
 * Writes {@link ServerMessage}s by JSON-B. Called once per message for all receivers. Declared by the endpoint, and
 * used by the rooms.
 */
@Dependent
public class ServerMessageEncoder implements Encoder.Text<ServerMessage>, MessageEncoder {

    @Inject
    @SuppressWarnings("NullAway.Init")
    MessageCodec codec;

    /** For the container. */
    public ServerMessageEncoder() {}

    @Override
    public String encode(ServerMessage message) {
        return codec.write(message);
    }
}
