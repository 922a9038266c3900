package rtc.muc.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Fetches a small text over HTTP, within limits of time and size. Does not follow redirects. */
final class HttpKeySource implements RemoteKeys.Source {

    private static final int STEP_MILLIS = 3000;
    private static final long WHOLE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int LARGEST = 256 * 1024;

    private final URI address;

    HttpKeySource(URI address) {
        this.address = address;
    }

    @Override
    public String fetch() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(STEP_MILLIS);
        connection.setReadTimeout(STEP_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "application/json, application/jwk-set+json");
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("the answer has status " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return text(body);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static String text(InputStream body) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > LARGEST) {
                throw new IOException("the answer is larger than " + LARGEST + " bytes");
            }
            if (System.nanoTime() - start > WHOLE_NANOS) {
                throw new IOException("the answer takes too long");
            }
        }
        return bytes.toString(UTF_8);
    }
}
