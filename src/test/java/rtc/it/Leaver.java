package rtc.it;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import rtc.wire.Frame;
import rtc.wire.RawWebSocket;

/** A peer that waits on its own thread until the server closes the connection, and answers the close frame. */
public final class Leaver implements AutoCloseable {

    private final RawWebSocket socket;
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    private Leaver(RawWebSocket socket) {
        this.socket = socket;
    }

    /** Begins to wait. */
    public static Leaver of(RawWebSocket socket) {
        Leaver leaver = new Leaver(socket);
        Thread waiting = new Thread(leaver::await, "leaver");
        waiting.setDaemon(true);
        waiting.start();
        return leaver;
    }

    private void await() {
        try {
            Frame frame = Frame.text("");
            while (frame.opcode() != Frame.CLOSE) {
                if (socket.readable(Duration.ofSeconds(60))) {
                    frame = socket.read();
                }
            }
            int closeCode = frame.closeCode();
            socket.send(Frame.close(closeCode));
            code.complete(closeCode);
        } catch (EOFException | ClosedSelectorException gone) {
            code.complete(RawWebSocket.NO_CLOSE_FRAME);
        } catch (IOException failed) {
            code.completeExceptionally(new UncheckedIOException(failed));
        }
    }

    /** Waits up to a minute for the close code of the server. */
    public int code() {
        return code.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
