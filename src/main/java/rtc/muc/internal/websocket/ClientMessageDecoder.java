package rtc.muc.internal.websocket;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.Decoder;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.MessageCodec;

/**
 * Reads {@link ClientMessage}s by JSON-B. Invalid text is read as {@link ClientMessage.Invalid}, which the peer answers
 * with an error, so decoding never fails because of a client's mistake. Can be declared by any endpoint.
 */
@Dependent
public class ClientMessageDecoder implements Decoder.Text<ClientMessage> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    MessageCodec codec;

    /** For the container. */
    public ClientMessageDecoder() {}

    /** Makes a decoder without a container. */
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
