package rtc.muc.internal.token;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file with keys, which is read again after a change. If the new content is unusable, the old keys remain valid, and
 * the reason is logged once for each change.
 */
final class KeyFile implements TokenKeys {

    private static final System.Logger LOG = System.getLogger(KeyFile.class.getName());

    /** The minimum time between two checks of the file. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private static final long LARGEST = 1024 * 1024;

    /** The attributes of the file, from which a change is detected. */
    private record Version(
            Object modified, long size, @Nullable Object file) {}

    private final String setting;
    private final Path file;
    private final Function<String, List<TokenKey>> reading;
    private final LongSupplier nanos;
    private final AtomicLong nextCheck;
    private volatile List<TokenKey> keys;
    private volatile @Nullable Version seen;

    /**
     * Reads the file.
     *
     * @param setting the setting that specifies the file
     * @param reading parses the keys; throws {@link IllegalArgumentException} with the reason
     * @param nanos the clock, in nanoseconds
     * @throws IllegalStateException if there is no usable key
     */
    KeyFile(String setting, Path file, Function<String, List<TokenKey>> reading, LongSupplier nanos) {
        this.setting = setting;
        this.file = file;
        this.reading = reading;
        this.nanos = nanos;
        this.nextCheck = new AtomicLong(nanos.getAsLong() + PAUSE);
        try {
            seen = version();
            keys = read();
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalStateException(
                    "Setting %s is \"%s\", which cannot be used: %s".formatted(setting, file, why(unusable)), unusable);
        }
    }

    @Override
    public List<TokenKey> meantBy(@Nullable String keyId) {
        long now = nanos.getAsLong();
        long due = nextCheck.get();
        if (now - due >= 0 && nextCheck.compareAndSet(due, now + PAUSE)) {
            reload();
        }
        return keys.stream().filter(key -> key.isMeantBy(keyId)).toList();
    }

    private void reload() {
        Version before = seen;
        Version now = null;
        try {
            now = version();
            if (!now.equals(before)) {
                keys = read();
                LOG.log(Level.INFO, "Read {0} keys of {1} again after a change", keys.size(), setting);
            }
        } catch (IOException | IllegalArgumentException unusable) {
            if (!Objects.equals(now, before)) {
                LOG.log(
                        Level.WARNING,
                        "The file of {0} has changed and is unusable: {1}. The previous keys remain valid",
                        setting,
                        why(unusable));
            }
        }
        seen = now;
    }

    private Version version() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private List<TokenKey> read() throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("it is larger than 1 MiB");
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return reading.apply(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("it is not text in UTF-8", notUtf8);
        }
    }

    private static String why(Exception unusable) {
        return unusable instanceof IOException
                ? "it cannot be read, " + unusable
                : String.valueOf(unusable.getMessage());
    }
}
