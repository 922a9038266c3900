package rtc.muc.internal.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.Decoder;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.MessageCodec;

/**
 * Reads {@link ClientMessage}s by JSON-B. Text that is none is read as {@link ClientMessage.Invalid}, which the peer
 * answers; so this never throws for a client's mistake. For {@code @ServerEndpoint(decoders = …)}, ours and an
 * application's own.
 */
@Dependent
public class ClientMessageDecoder implements Decoder.Text<ClientMessage> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    MessageCodec codec;

    /** For the container. */
    public ClientMessageDecoder() {}

    @Override
    public ClientMessage decode(String text) {
        return codec.read(text);
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }
}
