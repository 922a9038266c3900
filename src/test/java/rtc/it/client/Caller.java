package rtc.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import rtc.signaling.Ending;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingException;
import rtc.signaling.WebSocketChannel;

/**
 * Joins a room as a peer, calls the other peers, and prints the answer. In the query, the name of the room is
 * percent-encoded, because servers decode queries with different charsets.
 */
@WebServlet("/caller")
public final class Caller extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final int LIMIT_SECONDS = 15;

    private final transient Queue<MucSignaling> staying = new ConcurrentLinkedQueue<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            response.getWriter().print(call(request));
        } catch (Exception e) {
            response.getWriter().print(SignalingException.of(e).getMessage());
        }
    }

    private String call(HttpServletRequest request) throws Exception {
        var room = URLDecoder.decode(request.getParameter("room"), UTF_8);
        var channel = WebSocketChannel.builder(request.getParameter("base"), room);
        if (request.getParameter("proxy") != null) {
            channel.proxy(URI.create(request.getParameter("proxy")));
        }
        if (request.getParameter("trust") != null) {
            channel.tls(trusting(Path.of(request.getParameter("trust")), request.getParameter("password")));
        }
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        MucSignaling signaling = request.getParameter("stay") == null
                ? new MucSignaling(channel.build())
                : MucSignaling.builder(channel::build).reconnect().build();
        signaling.onPeerJoined(peer -> {
            var unused = peer.on("answer", data -> answers.add(data.toString()));
            peer.send("call", Map.of("from", "application"));
        });
        signaling.connect().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (request.getParameter("stay") == null) {
            try (signaling) {
                return answers.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
        staying.add(signaling);
        return signaling.id();
    }

    private static SSLContext trusting(Path keyStore, String password) throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keyStore.toFile(), password.toCharArray()));
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** Closes the clients and waits until they are closed, as the client's documentation requires of applications. */
    @Override
    public void destroy() {
        for (MucSignaling signaling : staying) {
            CompletableFuture<Ending> closed = new CompletableFuture<>();
            signaling.onClosed(closed::complete);
            signaling.close();
            try {
                closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
