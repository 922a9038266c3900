package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/**
 * A browser that sends the cookie of its HTTP session with its handshakes. The application must contain
 * {@code rtc.it.signin.Door}.
 */
final class LoginBrowser {

    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(Redirect.NORMAL)
            .build();

    /** Sends a request to the application's {@code Door}. */
    void door(String what) throws IOException, InterruptedException {
        assertThat(get("door?do=" + what).body()).isEqualTo("ok");
    }

    /**
     * Signs in through the form that the server shows instead of a protected page; returns the page that is shown then.
     */
    HttpResponse<String> signIn(String page, String user, String password) throws IOException, InterruptedException {
        get(page);
        return send(request("j_security_check")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("j_username=" + user + "&j_password=" + password)));
    }

    /** Requests a page with these headers: names and values in turn. */
    HttpResponse<String> get(String page, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(page);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpRequest.Builder request(String page) {
        return HttpRequest.newBuilder(URI.create(Deployed.http() + page)).timeout(Duration.ofSeconds(10));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** A handshake with the browser's cookies. */
    Handshake handshake(String room) {
        return handshakeAt("/muc/" + room);
    }

    /** A handshake at any path with the browser's cookies. */
    Handshake handshakeAt(String path) {
        return Handshake.with(Deployed.ws(), path)
                .header(
                        "Cookie",
                        cookies.getCookieStore().getCookies().stream()
                                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
    }

    RawWebSocket joined(String room) throws IOException {
        return joinedAt("/muc/" + room);
    }

    RawWebSocket joinedAt(String path) throws IOException {
        RawWebSocket peer = handshakeAt(path).open();
        peer.join();
        return peer;
    }

    static void assertStays(RawWebSocket peer) throws IOException {
        assertThat(peer.readable(A_WHILE)).isFalse();
        peer.send("nonsense");
        assertThat(peer.text()).contains("\"bad_message\"");
    }
}
