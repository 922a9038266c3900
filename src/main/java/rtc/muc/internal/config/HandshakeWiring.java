package rtc.muc.internal.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import rtc.muc.AccessPolicy;
import rtc.muc.internal.container.payara.GrizzlyAdapter;
import rtc.muc.internal.container.payara.MaxMessageSize;
import rtc.muc.internal.container.wildfly.ElytronLogins;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.handshake.BanCheck;
import rtc.muc.internal.handshake.BodyCheck;
import rtc.muc.internal.handshake.CrossOrigin;
import rtc.muc.internal.handshake.GuardedPaths;
import rtc.muc.internal.handshake.HandshakeAdapter;
import rtc.muc.internal.handshake.HandshakeCheck;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.handshake.LoggedCheck;
import rtc.muc.internal.handshake.OriginCheck;
import rtc.muc.internal.handshake.PolicyCheck;
import rtc.muc.internal.handshake.PrincipalCheck;
import rtc.muc.internal.handshake.Refusal;
import rtc.muc.internal.handshake.RoomNameCheck;
import rtc.muc.internal.handshake.SessionLimitCheck;
import rtc.muc.internal.handshake.SpellingCheck;
import rtc.muc.internal.handshake.UpgradeCheck;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.limits.SessionLimiter;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.token.Tokens;

/** Creates the checks in front of the endpoint, in the order in which they run. */
@ApplicationScoped
public class HandshakeWiring {

    private static final Refusal NOT_FOUND = new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not Found");

    /** For the container. */
    public HandshakeWiring() {}

    @Produces
    @Singleton
    static HandshakeGuard guard(
            Settings settings,
            SessionLimiter limiter,
            Tokens tokens,
            Rooms rooms,
            Instance<AccessPolicy> policies,
            Admissions admissions,
            MaxMessageSize largestMessage,
            CrossOrigin readers,
            LimitedLogs logs) {
        List<HandshakeCheck> checks = new ArrayList<>();
        checks.add(new BodyCheck());
        if (!settings.endpoint()) {
            checks.add(handshake -> handshake.path().equals(GuardedPaths.OURS) ? NOT_FOUND : null);
        }
        checks.add(new RoomNameCheck());
        checks.add(new SpellingCheck());
        checks.add(new OriginCheck(settings.origins(), settings.proxies(), logs));
        checks.add(new SessionLimitCheck(settings.proxies(), limiter, logs));
        if (settings.access() == AccessMode.PRINCIPAL) {
            checks.add(new LoggedCheck(new PrincipalCheck(), "muc.access=principal", logs));
        }
        required(AccessMode.TOKEN, settings, tokens.check(), "no key of room tokens is set, such as muc.token-secret")
                .map(check -> new LoggedCheck(check, "room tokens; the reason is logged at DEBUG", logs))
                .ifPresent(checks::add);
        checks.add(new LoggedCheck(new BanCheck(rooms.control()::isBanned), "RoomManager.ban", logs));
        required(AccessMode.POLICY, settings, policy(policies), "no bean is an " + AccessPolicy.class.getName())
                .map(policy -> new LoggedCheck(new PolicyCheck(policy, logs), "the application's AccessPolicy", logs))
                .ifPresent(checks::add);
        checks.add(new UpgradeCheck(logs));
        return new HandshakeGuard(settings.guardedPaths(), checks, adapters(largestMessage), admissions, readers);
    }

    private static List<HandshakeAdapter> adapters(MaxMessageSize largestMessage) {
        ElytronLogins logins = new ElytronLogins();
        return List.of(new GrizzlyAdapter(largestMessage), handshake -> handshake.watch(logins));
    }

    @Produces
    @Singleton
    static CrossOrigin readers(Settings settings) {
        return new CrossOrigin(settings.origins(), settings.proxies());
    }

    @Produces
    @Singleton
    static LimitedLogs logs() {
        return new LimitedLogs(System::nanoTime);
    }

    @Produces
    @Singleton
    static SessionLimiter limiter(Settings settings) {
        return new SessionLimiter(settings.sessionLimits(), System::nanoTime);
    }

    @Produces
    @Singleton
    static Admissions admissions() {
        return new Admissions(System::nanoTime);
    }

    @Produces
    @Singleton
    static Tokens tokens(Settings settings) {
        return Tokens.of(settings.tokens(), InstantSource.system());
    }

    /** Aborts the deployment if the check that the operator requires is not configured. */
    private static <T> Optional<T> required(AccessMode mode, Settings settings, Optional<T> part, String missing) {
        if (settings.access() == mode && part.isEmpty()) {
            throw new IllegalStateException(
                    "Setting muc.access is " + mode.name().toLowerCase(Locale.ROOT) + ", but " + missing);
        }
        return part;
    }

    static void close(@Disposes Tokens tokens) {
        tokens.close();
    }

    private static Optional<AccessPolicy> policy(Instance<AccessPolicy> policies) {
        if (policies.isAmbiguous()) {
            throw new IllegalStateException("More than one bean is an " + AccessPolicy.class.getName()
                    + ", so it is not clear which of them decides");
        }
        return policies.stream().findFirst();
    }
}
