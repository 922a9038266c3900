package rtc.muc.config;

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
import rtc.muc.access.BanCheck;
import rtc.muc.access.OriginCheck;
import rtc.muc.access.PolicyCheck;
import rtc.muc.access.PrincipalCheck;
import rtc.muc.handshake.Admissions;
import rtc.muc.handshake.BodyCheck;
import rtc.muc.handshake.Check;
import rtc.muc.handshake.CrowdCheck;
import rtc.muc.handshake.Gate;
import rtc.muc.handshake.GuardedPaths;
import rtc.muc.handshake.Refusal;
import rtc.muc.handshake.RoomNameCheck;
import rtc.muc.handshake.SpellingCheck;
import rtc.muc.handshake.UpgradeCheck;
import rtc.muc.limits.Crowd;
import rtc.muc.limits.LimitedLogs;
import rtc.muc.payara.GrizzlyCheck;
import rtc.muc.payara.LargestMessage;
import rtc.muc.room.Rooms;
import rtc.muc.token.Tokens;

/** Puts together what stands in front of the endpoint: the checks, and the order in which they are asked. */
@ApplicationScoped
public class GateWiring {

    private static final Refusal NOT_FOUND = new Refusal(HttpServletResponse.SC_NOT_FOUND, "Not Found");

    /** For the container. */
    public GateWiring() {}

    @Produces
    @Singleton
    static Gate gate(
            Settings settings,
            Crowd crowd,
            Tokens tokens,
            Rooms rooms,
            Instance<AccessPolicy> policies,
            Admissions admissions,
            LargestMessage largestMessage,
            LimitedLogs logs) {
        List<Check> checks = new ArrayList<>();
        checks.add(new BodyCheck());
        if (!settings.endpoint()) {
            checks.add(handshake -> handshake.path().equals(GuardedPaths.OURS) ? NOT_FOUND : null);
        }
        checks.add(new RoomNameCheck());
        checks.add(new SpellingCheck());
        checks.add(new OriginCheck(settings.origins(), settings.proxies(), logs));
        checks.add(new CrowdCheck(settings.proxies(), crowd, logs));
        if (settings.access() == AccessMode.PRINCIPAL) {
            checks.add(new PrincipalCheck());
        }
        required(AccessMode.TOKEN, settings, tokens.check(), "no key of room tokens is set, such as muc.token-secret")
                .ifPresent(checks::add);
        checks.add(new BanCheck(rooms::isBanned));
        required(AccessMode.POLICY, settings, policy(policies), "no bean is an " + AccessPolicy.class.getName())
                .map(policy -> new PolicyCheck(policy, logs))
                .ifPresent(checks::add);
        checks.add(new UpgradeCheck(logs));
        checks.add(new GrizzlyCheck(largestMessage));
        return new Gate(settings.guardedPaths(), checks, admissions);
    }

    @Produces
    @Singleton
    static LimitedLogs logs() {
        return new LimitedLogs(System::nanoTime);
    }

    @Produces
    @Singleton
    static Crowd crowd(Settings settings) {
        return new Crowd(settings.crowd(), System::nanoTime);
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

    /** Fails the start if what the operator wants to be sure of is not there. */
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
                    + ", and nothing says which of them decides");
        }
        return policies.stream().findFirst();
    }
}
