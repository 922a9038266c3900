package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** A browser that sends its HTTP session with its handshakes. The application is that of {@code rtc.it.signin}. */
final class LoginBrowser {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Sends a request to the application's door. */
    void door(String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Deployed.http() + "door?do=" + what))
                .timeout(Duration.ofSeconds(10))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("ok");
    }

    /** A handshake with the browser's cookies. */
    Handshake handshake(String room) {
        return Handshake.with(Deployed.ws(), "/muc/" + room)
                .header(
                        "Cookie",
                        cookies.getCookieStore().getCookies().stream()
                                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    RawWebSocket joined(String room) throws IOException {
        RawWebSocket peer = handshake(room).open();
        peer.join();
        return peer;
    }

    static void assertStays(RawWebSocket peer) throws IOException {
        assertThat(peer.readable(A_WHILE)).isFalse();
        peer.send("nonsense");
        assertThat(peer.text()).contains("\"bad_message\"");
    }
}
