package rtc.signaling;

import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.util.function.Consumer;

/** Tyrus on the JDK's sockets. All connections share one client and its few threads. */
final class TyrusWebSockets implements WebSocketClient {

    @Override
    public void connect(Endpoint endpoint, WebSocketAddress address, WebSocketSettings settings) {
        TyrusThreads.SHARED.acquire();
        try {
            TyrusClient.connect(endpoint, address, settings);
        } catch (Throwable e) {
            TyrusThreads.SHARED.release();
            throw e;
        }
    }

    @Override
    public void disconnected() {
        TyrusThreads.SHARED.release();
    }

    @Override
    public boolean supportsProxies() {
        return true;
    }

    /** Tyrus limits texts only by the bytes of its incoming buffer, so this handler checks the characters. */
    @Override
    public void receive(Session session, int maxChars, Consumer<String> texts, Runnable tooLarge) {
        session.addMessageHandler(String.class, text -> {
            if (text.length() <= maxChars) {
                texts.accept(text);
            } else {
                tooLarge.run();
            }
        });
    }

    @Override
    public void closed(Session session) {}
}
