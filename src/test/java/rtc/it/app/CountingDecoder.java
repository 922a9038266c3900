package rtc.it.app;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import rtc.muc.internal.protocol.ClientMessage;

/** Decorates the decoder: counts its calls, and fails on a certain text as a bug would. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public class CountingDecoder implements Decoder.Text<ClientMessage> {

    @Inject
    @Delegate
    @Any
    @SuppressWarnings("NullAway.Init")
    Decoder.Text<ClientMessage> decoder;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Counts counts;

    @Override
    public ClientMessage decode(String text) throws DecodeException {
        counts.decoded();
        if (text.contains("\"a bug\"")) {
            throw new IllegalStateException("A bug, for the test");
        }
        return decoder.decode(text);
    }

    @Override
    public boolean willDecode(String text) {
        return decoder.willDecode(text);
    }
}
