package rtc.muc.internal.container.backpressure;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import rtc.muc.internal.container.PingCounter;

/** A connection that is not read while nothing more can be written to it. */
@SuppressWarnings("try") // closing declares Exception, as the interface does
final class BackpressureConnection implements WebConnection {

    private final WebConnection connection;
    private final BackpressureInput input;
    private final BackpressureOutput output;

    BackpressureConnection(WebConnection connection, PingCounter pings) throws IOException {
        Backpressure balance = new Backpressure();
        this.connection = connection;
        this.input = new BackpressureInput(connection.getInputStream(), balance, pings);
        this.output = new BackpressureOutput(connection.getOutputStream(), balance, input);
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

    /** Lets the reader read. */
    void begin() {
        input.begin();
    }

    /** Lets go of all that is behind it. */
    void forget() {
        input.forget();
        output.forget();
    }
}
