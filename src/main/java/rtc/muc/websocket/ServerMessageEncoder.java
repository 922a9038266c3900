package rtc.muc.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.Encoder;
import rtc.muc.protocol.MessageCodec;
import rtc.muc.protocol.ServerMessage;

/** Writes {@link ServerMessage}s by JSON-B. Called once for each message, whoever gets it. */
@Dependent
public class ServerMessageEncoder implements Encoder.Text<ServerMessage> {

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
