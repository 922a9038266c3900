package rtc.it.app;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import rtc.muc.internal.protocol.ServerMessage;

/** Decorates the encoder and counts its calls. */
@Decorator
@Priority(Interceptor.Priority.APPLICATION)
public class CountingEncoder implements Encoder.Text<ServerMessage> {

    @Inject
    @Delegate
    @Any
    @SuppressWarnings("NullAway.Init")
    Encoder.Text<ServerMessage> encoder;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Counts counts;

    @Override
    public String encode(ServerMessage message) throws EncodeException {
        counts.encoded();
        return encoder.encode(message);
    }
}
