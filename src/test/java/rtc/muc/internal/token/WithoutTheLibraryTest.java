package rtc.muc.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room tokens without the optional library. */
final class WithoutTheLibraryTest {

    /** Loads the project's classes itself and hides those of the library. */
    private static final class WithoutNimbus extends ClassLoader {

        WithoutNimbus() {
            super(WithoutTheLibraryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.nimbusds.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("rtc.muc.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @Test
    void theStartFailsWithAnErrorThatNamesTheJarWhenTokensAreSwitchedOn() {
        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(() -> start("a secret of the tests, long enough for HS256"))
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessageContaining("com.nimbusds:nimbus-jose-jwt")
                .withMessageContaining("muc.token-secret");
    }

    @Test
    void theLibraryIsNotNeededWithoutTokens() throws Exception {
        assertThat(start("").getClass().getClassLoader()).isInstanceOf(WithoutNimbus.class);
    }

    private static Object start(String secret) throws Exception {
        ClassLoader loader = new WithoutNimbus();
        Class<?> rules = loader.loadClass("rtc.muc.internal.token.TokenRules");
        Method start = loader.loadClass("rtc.muc.internal.token.Tokens").getMethod("of", rules, InstantSource.class);
        Class<?> keys = loader.loadClass("rtc.muc.internal.token.TokenRules$Keys");
        Class<?> claims = loader.loadClass("rtc.muc.internal.token.TokenRules$Claims");
        Object from = keys.getConstructor(List.class, String.class, List.class, String.class)
                .newInstance(secret.isEmpty() ? List.of() : List.of(secret), "", List.of(), "");
        Object say = claims.getConstructor(List.class, List.class, String.class, Duration.class, Duration.class)
                .newInstance(List.of(), List.of(), "room", Duration.ZERO, Duration.ZERO);
        return start.invoke(null, rules.getConstructor(keys, claims).newInstance(from, say), InstantSource.system());
    }
}
