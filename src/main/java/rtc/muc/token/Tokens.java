package rtc.muc.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomTokens;
import rtc.muc.handshake.Check;
import rtc.muc.room.Permission;
import rtc.muc.room.RoomName;

/** The room tokens of this application, switched on or not. */
public final class Tokens implements RoomTokens {

    private final TokenRules rules;
    private final InstantSource clock;
    private final @Nullable TokenCodec codec;

    private Tokens(TokenRules rules, InstantSource clock, @Nullable TokenCodec codec) {
        this.rules = rules;
        this.clock = clock;
        this.codec = codec;
    }

    /**
     * Made once for the application.
     *
     * @param clock tells when tokens begin and end
     * @throws IllegalStateException if tokens are switched on, and a key or the library is missing; it says which
     */
    public static Tokens of(TokenRules rules, InstantSource clock) {
        return new Tokens(rules, clock, rules.areOn() ? codec(rules) : null);
    }

    /** {@return the check that asks everybody for a token, empty when they are not switched on} */
    public Optional<Check> check() {
        return Optional.ofNullable(codec).map(reader -> new TokenCheck(reader, rules, clock));
    }

    @Override
    public String issue(String room, String subject, Duration lifetime, Set<Permission> permissions) {
        if (codec == null) {
            throw new IllegalStateException("Room tokens are made where muc.token-secret is set");
        }
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("The subject is empty");
        }
        boolean tooLong = !rules.maxLifetime().isZero() && lifetime.compareTo(rules.maxLifetime()) > 0;
        if (lifetime.toSeconds() < 1 || tooLong) {
            throw new IllegalArgumentException("A room token lasts a second or more, up to muc.token-max-lifetime");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return codec.write(new Grant(
                subject, new RoomName(room).value(), permissions, now, now.plusSeconds(lifetime.toSeconds())));
    }

    private static TokenCodec codec(TokenRules rules) {
        try {
            return new JoseTokens(rules);
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "Room tokens are switched on by muc.token-secret or muc.token-public-key, and need the jar"
                            + " nimbus-jose-jwt (com.nimbusds:nimbus-jose-jwt) in WEB-INF/lib",
                    missing);
        }
    }
}
