package rtc.it.farewell;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.microprofile.config.ConfigProvider;
import rtc.muc.PeerJoined;
import rtc.muc.PeerLeft;

/** Writes a line for each event, and a line when the bean is destroyed, to the file that a setting names. */
@ApplicationScoped
public class GuestBook {

    /** The setting. */
    public static final String FILE = "guest-book";

    /** The last line. */
    public static final String CLOSED = "closed";

    private final Path file = Path.of(ConfigProvider.getConfig().getValue(FILE, String.class));

    void joined(@Observes PeerJoined joined) throws IOException {
        write("+" + joined.peer().id());
    }

    void left(@Observes PeerLeft left) throws IOException {
        write("-" + left.peer().id() + " " + left.why());
    }

    @PreDestroy
    void close() {
        try {
            write(CLOSED);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void write(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }
}
