package rtc.muc.upgrade;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** A connection that is not read while nothing more can be written to it. */
@SuppressWarnings("try") // closing declares Exception, as the interface does
final class BalancedConnection implements WebConnection {

    private final WebConnection connection;
    private final BalancedInput input;
    private final BalancedOutput output;

    BalancedConnection(WebConnection connection) throws IOException {
        Balance balance = new Balance();
        this.connection = connection;
        this.input = new BalancedInput(connection.getInputStream(), balance);
        this.output = new BalancedOutput(connection.getOutputStream(), balance, input);
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
