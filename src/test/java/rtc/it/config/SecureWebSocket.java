package rtc.it.config;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client over TLS. Every call waits at most ten seconds. */
final class SecureWebSocket implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final WebSocket socket;
    private final BlockingQueue<String> texts;

    private SecureWebSocket(WebSocket socket, BlockingQueue<String> texts) {
        this.socket = socket;
        this.texts = texts;
    }

    static SecureWebSocket open(URI address, SSLContext trust) throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newBuilder()
                .sslContext(trust)
                .build()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .buildAsync(address, new Gathering(texts))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new SecureWebSocket(socket, texts);
    }

    void send(String text) throws Exception {
        socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The next message. */
    String text() throws InterruptedException {
        String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return text == null ? Assertions.fail("nothing came") : text;
    }

    /** Aborts the connection without a close frame. */
    @Override
    public void close() {
        socket.abort();
    }

    private static final class Gathering implements WebSocket.Listener {

        private final BlockingQueue<String> texts;
        private final StringBuilder parts = new StringBuilder();

        Gathering(BlockingQueue<String> texts) {
            this.texts = texts;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                texts.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
