package rtc.muc.internal.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.Decoder;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.MessageCodec;

/**
 * Reads {@link ClientMessage}s by JSON-B. Invalid text is read as {@link ClientMessage.Invalid}, which the peer
 * answers; so this never throws because of a client's mistake. For {@code @ServerEndpoint(decoders = …)}.
 */
@Dependent
public class ClientMessageDecoder implements Decoder.Text<ClientMessage> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    MessageCodec codec;

    /** For the container. */
    public ClientMessageDecoder() {}

    /** Makes one without a container. */
    @SuppressWarnings("UnnecessaryAssignment")
    ClientMessageDecoder(MessageCodec codec) {
        this.codec = codec;
    }

    @Override
    public ClientMessage decode(String text) {
        return codec.read(text);
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }
}
