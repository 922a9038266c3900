package rtc.it;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the call page from its sources, and answers requests for rooms with a configurable status or not at all. It
 * opens no WebSockets, like a server that refuses handshakes or a proxy that blocks them.
 */
final class PageServer implements AutoCloseable {

    /** Does not answer. */
    static final int SILENCE = 0;

    private static final Path SOURCES = Path.of("src", "main", "webapp");
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    /** The requests for rooms that have been received. */
    final List<Question> questions = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 426;
    private volatile Map<String, String> headers = Map.of();
    private volatile String brokenFile = "none";

    /** A request for a room. */
    record Question(URI address, Headers headers) {}

    PageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/muc/", this::room);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Sets the answer to requests for rooms. */
    void answer(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = headers;
    }

    /** Serves this script in a form that browsers cannot parse. */
    void breakFile(String name) {
        brokenFile = name;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void room(HttpExchange exchange) throws IOException {
        questions.add(new Question(exchange.getRequestURI(), exchange.getRequestHeaders()));
        if (status == SILENCE) {
            return; // The exchange stays open until the server stops.
        }
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void file(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        Path file = SOURCES.resolve(path.isEmpty() ? "index.html" : path);
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.getResponseHeaders().set("Content-Type", TYPES.get(name.replaceFirst(".*\\.", "")));
            byte[] content =
                    path.equals(brokenFile) ? "class {".getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }
}
