package rtc.muc.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys that another server publishes and changes. */
final class RemoteKeysTest {

    private static final KeyPair OLD = Jwt.keys("EC", 256);
    private static final KeyPair NEW = Jwt.keys("EC", 256);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private @Nullable String published = set(Jwt.jwk(OLD.getPublic(), "old", ""));
    private int fetches;

    @Test
    void keysAreFetchedAtTheStartAndPeriodically() throws Exception {
        RemoteKeys keys = keys(Runnable::run);
        assertThat(fetches).isEqualTo(1);
        for (int minute = 0; minute < 5; minute++) {
            assertThat(keys.meantBy("old")).hasSize(1);
            assertThat(keys.meantBy(null)).hasSize(1);
            passes(A_MINUTE);
        }
        assertThat(fetches).isEqualTo(1);

        passes(Duration.ofNanos(1));
        assertThat(keys.meantBy("old")).hasSize(1);
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void anUnknownKeyCausesAFetchAtALimitedRate() throws Exception {
        RemoteKeys keys = keys(Runnable::run);
        published = set(Jwt.jwk(NEW.getPublic(), "new", ""));
        assertThat(keys.meantBy("new"))
                .singleElement()
                .extracting(TokenKey::key)
                .isEqualTo(NEW.getPublic());
        assertThat(keys.meantBy("old")).isEmpty();

        for (int guess = 0; guess < 1000; guess++) {
            assertThat(keys.meantBy("guess" + guess)).isEmpty();
        }
        assertThat(fetches).isEqualTo(10);
        passes(A_MINUTE);
        assertThat(keys.meantBy("old")).isEmpty();
        assertThat(fetches).isEqualTo(11);
    }

    @Test
    void keysRemainValidForAnHourWhileTheServerIsDown() throws Exception {
        RemoteKeys keys = keys(Runnable::run);
        published = null;
        for (int minute = 0; minute < 60; minute++) {
            passes(A_MINUTE);
            assertThat(keys.meantBy("old")).hasSize(1);
            assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.meantBy("new"));
        }

        passes(A_MINUTE);
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.meantBy("old"));
        published = set(Jwt.jwk(NEW.getPublic(), "new", ""));
        passes(A_MINUTE);
        assertThat(keys.meantBy("new")).hasSize(1);
    }

    @Test
    void anInvalidKeySetIsIgnored() throws Exception {
        published = "<html>";
        RemoteKeys keys = keys(Runnable::run);
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.meantBy("old"));

        published = json("{'keys':[]}");
        assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(() -> keys.meantBy("old"));

        published = set(Jwt.jwk(OLD.getPublic(), "old", ""));
        assertThat(keys.meantBy("old")).hasSize(1);
    }

    @Test
    void keysForOtherPurposesAreIgnored() throws Exception {
        KeyPair rsa = Jwt.keys("RSA", 2048);
        published = set(String.join(
                ",",
                Jwt.jwk(rsa.getPublic(), "encryption", ",\"use\":\"enc\",\"alg\":\"RSA-OAEP\""),
                Jwt.jwk(rsa.getPublic(), "another", ",\"use\":\"sig\",\"alg\":\"RS512\""),
                Jwt.jwk(Jwt.keys("RSA", 1024).getPublic(), "weak", ""),
                json("{'kty':'oct','kid':'secret','k':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}"),
                json("{'kty':'OKP','crv':'Ed25519','kid':'ed','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'}"),
                Jwt.jwk(rsa.getPublic(), "good", ",\"use\":\"sig\",\"alg\":\"RS256\"")));

        assertThat(keys(Runnable::run).meantBy(null)).extracting(TokenKey::id).containsExactly("good");
    }

    @Test
    void aRequestForAKeyWaitsForTheFirstFetch() throws Exception {
        Deque<Runnable> tasks = new ArrayDeque<>();
        RemoteKeys keys = keys(tasks::add);
        CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return keys.meantBy("old").size();
            } catch (KeysUnavailableException unavailable) {
                return -1;
            }
        });
        tasks.remove().run();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(tasks).isEmpty();
    }

    @Test
    void requestsDoNotWaitForABackgroundFetch() throws Exception {
        Deque<Runnable> tasks = new ArrayDeque<>();
        RemoteKeys keys = keys(tasks::add);
        tasks.remove().run();
        passes(Duration.ofMinutes(6));

        assertThat(keys.meantBy("old")).hasSize(1);
        assertThat(keys.meantBy("old")).hasSize(1);
        assertThat(tasks).hasSize(1);
    }

    private RemoteKeys keys(Executor executor) {
        return new RemoteKeys(
                () -> {
                    fetches++;
                    String text = published;
                    if (text == null) {
                        throw new IOException("down, for the test");
                    }
                    return text;
                },
                JwkSet::keys,
                executor,
                nanos::get);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String set(String keys) {
        return json("{'keys':[" + keys + "]}");
    }
}
