package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import rtc.muc.internal.container.PingCounter;

/** A connection that is not read while its output is full. */
@SuppressWarnings("try") // closing declares Exception, as the interface does
final class BackpressureConnection implements WebConnection {

    private final WebConnection connection;
    private final BackpressureInput input;
    private final BackpressureOutput output;

    BackpressureConnection(WebConnection connection, PingCounter pings) throws IOException {
        Backpressure backpressure = new Backpressure();
        this.connection = connection;
        this.input = new BackpressureInput(connection.getInputStream(), backpressure, pings);
        this.output = new BackpressureOutput(connection.getOutputStream(), backpressure, input);
    }

    @Override
    public ServletInputStream getInputStream() {
        return input;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return output;
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }

    /** Starts reading. */
    void begin() {
        input.begin();
    }

    /** Releases the references to the container's objects. */
    void release() {
        input.release();
        output.release();
    }
}
