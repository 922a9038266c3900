package rtc.muc.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rtc.muc.internal.handshake.FakeExchange;
import rtc.muc.internal.handshake.Refusal;

/** Keys in files, and tokens after the files change. */
final class KeyFileTest {

    private static final String CLAIMS = json("{'sub':'ada','room':'blue','exp':1800000060}");
    private static final KeyPair OLD = Jwt.keys("EC", 256);
    private static final KeyPair NEW = Jwt.keys("RSA", 2048);
    private static final String SECRET = "a secret of the tests, long enough for HS256";

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private int writes;

    @Test
    void aChangedFileIsReadAgainAfterASecond() {
        Tokens tokens = tokens("", file("keys.pem", Jwt.pem(OLD.getPublic())));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate()))).isFalse();

        file("keys.pem", Jwt.pem(NEW.getPublic()));
        passes(Duration.ofMillis(999));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate()))).isFalse();
        passes(Duration.ofMillis(1));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate()))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isFalse();
    }

    /** Another file with the same modification time and size replaces the old one, as on Kubernetes. */
    @Test
    void aReplacedFileIsReadDespiteTheSameTimeAndSize() throws IOException {
        Path file = file("keys.pem", Jwt.pem(OLD.getPublic()));
        Tokens tokens = tokens("", file);
        KeyPair another = Jwt.keys("EC", 256);
        Path next = file("next.pem", Jwt.pem(another.getPublic()));
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        passes(Duration.ofSeconds(1));

        assertThat(isIn(tokens, Jwt.signed(CLAIMS, another.getPrivate()))).isTrue();
    }

    @Test
    void oldKeysRemainValidWhileTheFileIsUnusable() throws IOException {
        Path file = file("keys.pem", Jwt.pem(OLD.getPublic()));
        Tokens tokens = tokens("", file);
        file("keys.pem", "half a");
        passes(Duration.ofSeconds(1));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isTrue();

        Files.delete(file);
        passes(Duration.ofSeconds(1));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isTrue();

        file("keys.pem", Jwt.pem(NEW.getPublic()));
        passes(Duration.ofSeconds(1));
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isFalse();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate()))).isTrue();
    }

    @Test
    void severalFilesMayBeUsedAtOnce() {
        Tokens tokens = tokens(
                "", file("old.pem", "\uFEFF" + Jwt.pem(OLD.getPublic())), file("new.pem", Jwt.pem(NEW.getPublic())));

        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate()))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate(), "x"))).isTrue();
    }

    @Test
    void aFileMayContainAKeySetWhoseKeyIdsAreMatched() {
        Tokens tokens = tokens(
                "",
                file(
                        "keys.json",
                        json("{'keys':[%s,%s]}")
                                .formatted(
                                        Jwt.jwk(OLD.getPublic(), "old", ""),
                                        Jwt.jwk(NEW.getPublic(), "new", ",\"use\":\"sig\",\"alg\":\"RS256\""))));

        assertThat(isIn(tokens, Jwt.signed(CLAIMS, OLD.getPrivate(), "old"))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate(), "new"))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate()))).isTrue();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate(), "old"))).isFalse();
        assertThat(isIn(tokens, Jwt.signed(CLAIMS, NEW.getPrivate(), "another")))
                .isFalse();
    }

    @Test
    void secretsMayBeInAFile() {
        Path file = file("secrets", "# the new one\r\n" + SECRET + "2\r\n\r\n" + SECRET + "\r\n");
        Tokens tokens = tokens(file.toString());
        assertThat(isIn(tokens, Jwt.hs256(CLAIMS, SECRET))).isTrue();
        assertThat(isIn(tokens, Jwt.hs256(CLAIMS, SECRET + "2"))).isTrue();
        assertThat(isIn(tokens, tokens.issue("blue", "ada", Duration.ofMinutes(1))))
                .isTrue();

        file("secrets", SECRET + "3");
        passes(Duration.ofSeconds(1));
        assertThat(isIn(tokens, Jwt.hs256(CLAIMS, SECRET + "3"))).isTrue();
        assertThat(isIn(tokens, Jwt.hs256(CLAIMS, SECRET))).isFalse();
        assertThat(isIn(tokens, tokens.issue("blue", "ada", Duration.ofMinutes(1))))
                .isTrue();
    }

    @Test
    void anUnusableFileAbortsTheStartWithAReason() {
        Path latin = folder.resolve("latin.pem");
        write(latin, "# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Path wide = folder.resolve("wide.pem");
        write(wide, ("\uFEFF" + Jwt.pem(OLD.getPublic())).getBytes(StandardCharsets.UTF_16LE));

        fails("", "it is not text in UTF-8", latin);
        fails("", "it is not text in UTF-8", wide);
        fails("", "NoSuchFileException", folder.resolve("none.pem"));
        fails("", "there is no key for RS256 or ES256 in it", file("empty.json", json("{'keys':[]}")));
        fails("", "it is not a JSON Web Key Set", file("other.json", json("{'kid':1}")));
        fails(file("none", "# nothing\n").toString(), "there is no secret in it");
        fails(file("short", SECRET + "\nhunter2\n").toString(), "a secret in it has less than 32 characters");
    }

    private void fails(String secretFile, String why, Path... publicKeyFiles) {
        assertThatIllegalStateException()
                .isThrownBy(() -> tokens(secretFile, publicKeyFiles))
                .withMessageContaining(secretFile.isEmpty() ? "muc.token-public-key" : "muc.token-secret-file")
                .withMessageContaining(why)
                .withMessageNotContaining("hunter2");
    }

    private Tokens tokens(String secretFile, Path... publicKeyFiles) {
        List<String> files =
                List.of(publicKeyFiles).stream().map(Path::toString).toList();
        return Tokens.of(
                new TokenRules(new TokenRules.Keys(List.of(), secretFile, files, ""), TokenRules.Claims.DEFAULT),
                () -> Instant.ofEpochSecond(1_800_000_000),
                nanos::get);
    }

    private static boolean isIn(Tokens tokens, String token) {
        Refusal refusal = tokens.check()
                .orElseThrow()
                .refusal(new FakeExchange("/app/muc/blue")
                        .query("access_token=" + token)
                        .handshake());
        assertThat(refusal == null ? 101 : refusal.status()).isIn(101, 401);
        return refusal == null;
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Writes a file with a new modification time. */
    private Path file(String name, String content) {
        Path file = folder.resolve(name);
        write(file, content.getBytes(StandardCharsets.UTF_8));
        try {
            return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + ++writes * 1000L));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
