package rtc.muc.internal.token;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.RoomTokens;
import rtc.muc.internal.handshake.HandshakeCheck;

/** Issues and checks the room tokens of this application, if they are enabled. Its creator must close it. */
public final class Tokens implements RoomTokens, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Tokens.class.getName());

    private final TokenRules.Claims rules;
    private final InstantSource clock;
    private final @Nullable TokenCodec codec;
    private final ExecutorService renewing = TokenThreads.executor("muc-renew", 2);
    private final ExecutorService fetching = TokenThreads.executor("muc-jwks", 1);

    private Tokens(TokenRules rules, InstantSource clock, LongSupplier nanos) {
        this.rules = rules.claims();
        this.clock = clock;
        this.codec = rules.areOn() ? codec(rules, fetching, nanos) : null;
    }

    /**
     * Made once for the application.
     *
     * @param clock the clock for the times of tokens
     * @throws IllegalStateException if tokens are enabled and a key or the library is missing; the message contains the
     *     reason
     */
    public static Tokens of(TokenRules rules, InstantSource clock) {
        return of(rules, clock, System::nanoTime);
    }

    static Tokens of(TokenRules rules, InstantSource clock, LongSupplier nanos) {
        return new Tokens(rules, clock, nanos);
    }

    /** {@return the check that requires tokens; empty if tokens are not enabled} */
    public Optional<HandshakeCheck> check() {
        return Optional.ofNullable(codec)
                .map(known -> new TokenReader(known, rules, clock))
                .map(reader -> new TokenCheck(reader, new Renewals(reader, renewing)));
    }

    @Override
    public String issue(String room, String subject, Duration lifetime, Set<Permission> permissions) {
        if (codec == null) {
            throw new IllegalStateException(
                    "Room tokens are issued only if muc.token-secret or muc.token-secret-file is set");
        }
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("The subject is empty");
        }
        boolean tooLong = !rules.maxLifetime().isZero() && lifetime.compareTo(rules.maxLifetime()) > 0;
        if (lifetime.toSeconds() < 1 || tooLong) {
            throw new IllegalArgumentException(
                    "The lifetime of a room token must be from one second to muc.token-max-lifetime");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return codec.write(new TokenClaims(
                subject, new RoomName(room).value(), permissions, now, now.plusSeconds(lifetime.toSeconds())));
    }

    /** Stops the threads. */
    @Override
    public void close() {
        renewing.shutdownNow();
        fetching.shutdownNow();
    }

    private static TokenCodec codec(TokenRules rules, ExecutorService fetching, LongSupplier nanos) {
        List<String> secrets = rules.keys().secrets();
        TokenCodec codec;
        try {
            codec = new JwtCodec(
                    KeySources.secrets(rules.keys(), nanos),
                    KeySources.publicKeys(rules.keys(), fetching, nanos),
                    rules.claims());
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "Room tokens are switched on by a setting such as muc.token-secret, muc.token-public-key or"
                            + " muc.token-jwks, and need the jar nimbus-jose-jwt (com.nimbusds:nimbus-jose-jwt) in"
                            + " WEB-INF/lib",
                    missing);
        }
        LOG.log(Level.INFO, "Room tokens are checked by {0}", rules.keys());
        if (secrets.size() == 1 && secrets.get(0).contains(",")) {
            LOG.log(
                    Level.INFO,
                    "muc.token-secret contains a comma but is used as one secret: in a list, each secret must have at least 32 characters");
        }
        return codec;
    }
}
