package rtc.muc.internal.token;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Opens the configured sources of keys. */
final class KeySources {

    private KeySources() {}

    /**
     * {@return the sources of secrets}
     *
     * @param nanos the clock, in nanoseconds
     * @throws IllegalStateException if a file is unusable; the message contains the reason
     */
    static List<TokenKeys> secrets(TokenRules.Keys keys, LongSupplier nanos) {
        List<TokenKeys> places = new ArrayList<>();
        List<TokenKey> secrets = keys.secrets().stream().map(SecretFile::key).toList();
        if (!secrets.isEmpty()) {
            places.add(keyId -> secrets);
        }
        if (!keys.secretFile().isEmpty()) {
            places.add(new KeyFile("muc.token-secret-file", Path.of(keys.secretFile()), SecretFile::in, nanos));
        }
        return places;
    }

    /**
     * {@return the sources of public keys; those that never block come first}
     *
     * @param executor fetches keys from other servers
     * @param nanos the clock, in nanoseconds
     * @throws IllegalStateException if a file is unusable; the message contains the reason
     */
    static List<TokenKeys> publicKeys(TokenRules.Keys keys, Executor executor, LongSupplier nanos) {
        List<TokenKeys> places = new ArrayList<>();
        for (String file : keys.publicKeyFiles()) {
            places.add(new KeyFile("muc.token-public-key", Path.of(file), KeySources::publicKeys, nanos));
        }
        if (!keys.jwks().isEmpty()) {
            places.add(new RemoteKeys(new HttpKeySource(URI.create(keys.jwks())), JwkSet::keys, executor, nanos));
        }
        return places;
    }

    private static List<TokenKey> publicKeys(String text) {
        return text.stripLeading().startsWith("{") ? JwkSet.keys(text) : PemFile.keys(text);
    }
}
