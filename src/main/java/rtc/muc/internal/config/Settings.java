package rtc.muc.internal.config;

import static rtc.muc.internal.address.ProxyHeader.FORWARDED;
import static rtc.muc.internal.address.ProxyHeader.X_FORWARDED_FOR;
import static rtc.muc.internal.config.CredentialSettingTypes.CLAIM;
import static rtc.muc.internal.config.CredentialSettingTypes.ICE_SERVERS;
import static rtc.muc.internal.config.CredentialSettingTypes.KEY_SET;
import static rtc.muc.internal.config.CredentialSettingTypes.PART;
import static rtc.muc.internal.config.CredentialSettingTypes.SECRETS;
import static rtc.muc.internal.config.CredentialSettingTypes.TURN_LIFETIME;
import static rtc.muc.internal.config.CredentialSettingTypes.TURN_SECRET;
import static rtc.muc.internal.config.CredentialSettingTypes.TURN_URL;
import static rtc.muc.internal.config.SettingType.HEAP_SHARE;
import static rtc.muc.internal.config.SettingType.SIZE;
import static rtc.muc.internal.config.SettingType.TEXT;
import static rtc.muc.internal.config.SettingType.choice;
import static rtc.muc.internal.config.SettingType.list;
import static rtc.muc.internal.config.SettingType.number;
import static rtc.muc.internal.config.SettingType.size;
import static rtc.muc.internal.config.SettingType.time;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import rtc.muc.internal.address.Network;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.cluster.node.ClusterRules;
import rtc.muc.internal.container.payara.SessionTimer;
import rtc.muc.internal.handshake.Authority;
import rtc.muc.internal.handshake.GuardedPaths;
import rtc.muc.internal.handshake.Origin;
import rtc.muc.internal.handshake.OriginRules;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.limits.SessionLimits;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.StatusLimits;
import rtc.muc.internal.token.TokenRules;
import rtc.muc.internal.websocket.ConnectionLimits;
import rtc.muc.internal.websocket.LivenessLimits;
import rtc.muc.internal.websocket.Logout;
import rtc.muc.internal.websocket.ResumeLimits;

/**
 * All settings of the server, read once from MicroProfile Config. An invalid value aborts the deployment; the error
 * message contains the key, the value unless it is secret, and the accepted values. A test compares the settings with
 * their documentation.
 *
 * @param connection limits of one connection
 * @param liveness limits for silent connections
 * @param messages limits of one message
 * @param rooms limits of one room, and the rates of each peer
 * @param sessionLimits limits of the number of connections
 * @param proxies the trusted proxies
 * @param origins the origins whose pages may connect
 * @param tokens which room tokens are accepted
 * @param iceServers the STUN and TURN servers for clients
 * @param logout what happens to the connection of a user whose HTTP session ends
 * @param endpoint whether there is an endpoint at {@code /muc}
 * @param guardedPaths further paths whose handshakes are checked
 * @param resuming limits for clients that resume
 * @param observerQueue how many events may wait for the application's observers; 0 for no limit
 * @param payaraTimer which timer sessions use on Payara
 * @param access the access check that the operator requires
 * @param cluster the settings of the cluster
 */
public record Settings(
        ConnectionLimits connection,
        LivenessLimits liveness,
        MessageLimits messages,
        RoomLimits rooms,
        SessionLimits sessionLimits,
        TrustedProxies proxies,
        OriginRules origins,
        TokenRules tokens,
        IceRules iceServers,
        Logout logout,
        boolean endpoint,
        GuardedPaths guardedPaths,
        ResumeLimits resuming,
        int observerQueue,
        SessionTimer payaraTimer,
        AccessMode access,
        ClusterRules cluster) {

    private static final SettingType<Network> NETWORK = new SettingType<>(
            "an address such as 127.0.0.1 or a network such as 10.0.0.0/8, but not everything",
            text -> Network.of(text).filter(network -> network.bits() > 0));
    private static final SettingType<String> PATH =
            new SettingType<>("a path such as /staff, but not /muc, which is guarded anyway", text -> Optional.of(text)
                    .filter(Settings::isPath));
    private static final SettingType<String> ORIGIN =
            new SettingType<>("own, * or an origin such as https://app.example.org", text -> Optional.of(text)
                    .filter(word -> word.equals("own")
                            || word.equals("*")
                            || Origin.of(word).isPresent()));
    private static final SettingType<Authority> HOST =
            new SettingType<>("a host such as call.example.org, or call.example.org:8443", Authority::of);

    /**
     * Reads the settings.
     *
     * @param source returns the text of a key; empty if the key is not set
     * @throws IllegalArgumentException if a value is invalid
     */
    public static Settings read(Function<String, Optional<String>> source) {
        return read(new SettingsReader(source));
    }

    static Settings read(SettingsReader from) {
        return Contradictions.refuse(each(from), from);
    }

    private static Settings each(SettingsReader from) {
        return new Settings(
                connection(from),
                liveness(from),
                messages(from),
                rooms(from),
                sessionLimits(from),
                proxies(from),
                origins(from),
                tokens(from),
                iceServers(from),
                from.read("muc.logout", "end", choice(Map.of("end", Logout.END, "keep", Logout.KEEP))),
                from.read("muc.endpoint", "on", choice(Map.of("on", true, "off", false))),
                new GuardedPaths(from.read("muc.guarded-paths", "", list(PATH))),
                new ResumeLimits(
                        from.read("muc.resume-window", "30s", time("1s", "1h").orOff(Duration.ZERO)),
                        Rate.perMinute(from.read(
                                "muc.missed-resumes-per-minute",
                                "200",
                                number(1, 1_000_000).orUnlimited(0)))),
                from.read("muc.observer-queue", "10000", number(1, 100_000_000).orUnlimited(0)),
                from.read(
                        "muc.payara-timer",
                        "own",
                        choice(Map.of("own", SessionTimer.OWN, "server", SessionTimer.SERVER))),
                from.read(
                        "muc.access",
                        "open",
                        choice(Map.of(
                                "open", AccessMode.OPEN,
                                "token", AccessMode.TOKEN,
                                "policy", AccessMode.POLICY,
                                "principal", AccessMode.PRINCIPAL))),
                ClusterSettings.read(from));
    }

    private static ConnectionLimits connection(SettingsReader from) {
        return new ConnectionLimits(
                from.read("muc.max-message-size", "64KiB", size("1KiB", "64MiB").orUnlimited(0)),
                from.read("muc.outbox-messages", "1000", number(1, 10_000_000).orUnlimited(0)),
                from.read("muc.outbox-size", "1MiB", SIZE),
                from.read("muc.outboxes-size", "25%", HEAP_SHARE),
                from.read("muc.send-timeout", "10s", time("100ms", "1h").orUnlimited(Duration.ZERO)),
                from.read("muc.close-timeout", "3s", time("100ms", "1h")));
    }

    private static RoomLimits rooms(SettingsReader from) {
        return new RoomLimits(
                from.read("muc.peers-per-room", "100", number(1, 100_000).orUnlimited(0)),
                Rate.perSecond(
                        from.read(
                                "muc.messages-per-second",
                                "100",
                                number(1, 1_000_000).orUnlimited(0)),
                        from.read("muc.message-burst", "2500", number(1, 999_999_999))),
                Rate.perSecond(
                        from.read("muc.bytes-per-second", "256KiB", SIZE),
                        from.read("muc.byte-burst", "4MiB", size("1KiB", "2047MiB"))),
                Rate.perMinute(from.read(
                        "muc.errors-per-minute", "10", number(1, 1_000_000).orUnlimited(0))),
                Rate.perMinute(from.read(
                        "muc.unknown-types-per-minute",
                        "60",
                        number(1, 1_000_000).orUnlimited(0))),
                from.read("muc.peers-per-address", "20", number(1, 100_000).orUnlimited(0)),
                from.read("muc.peers-per-identity", "5", number(1, 100_000).orUnlimited(0)),
                new StatusLimits(
                        Rate.perSecond(
                                from.read(
                                        "muc.statuses-per-second",
                                        "10",
                                        number(1, 1_000_000).orUnlimited(0)),
                                from.read("muc.status-burst", "50", number(1, 1_000_000))),
                        Rate.perSecond(
                                from.read("muc.room-bytes-per-second", "4MiB", SIZE),
                                from.read("muc.room-byte-burst", "16MiB", size("1KiB", "2047MiB")))));
    }

    private static LivenessLimits liveness(SettingsReader from) {
        return new LivenessLimits(
                from.read("muc.join-timeout", "10s", time("100ms", "24h").orUnlimited(Duration.ZERO)),
                from.read("muc.message-timeout", "10s", time("100ms", "24h").orUnlimited(Duration.ZERO)),
                from.read("muc.silence-timeout", "60s", time("100ms", "24h").orUnlimited(Duration.ZERO)),
                from.read("muc.ping-interval", "25s", time("100ms", "24h").orUnlimited(Duration.ZERO)));
    }

    private static SessionLimits sessionLimits(SettingsReader from) {
        return new SessionLimits(
                from.read(
                        "muc.sessions-per-node", "20000", number(1, 10_000_000).orUnlimited(0)),
                from.read(
                        "muc.sessions-per-address", "100", number(1, 10_000_000).orUnlimited(0)),
                Rate.perSecond(
                        from.read(
                                "muc.handshakes-per-second",
                                "10",
                                number(1, 1_000_000).orUnlimited(0)),
                        from.read("muc.handshake-burst", "50", number(1, 1_000_000))),
                Rate.perSecond(
                        from.read(
                                "muc.questions-per-second",
                                "20",
                                number(1, 1_000_000).orUnlimited(0)),
                        from.read("muc.question-burst", "200", number(1, 1_000_000))));
    }

    private static OriginRules origins(SettingsReader from) {
        return OriginRules.of(
                from.read("muc.allowed-origins", "own", list(ORIGIN)),
                from.read("muc.hosts", "", list(HOST)),
                from.read("muc.origin-required", "false", choice(Map.of("true", true, "false", false))));
    }

    private static boolean isPath(String text) {
        return text.matches("(/[A-Za-z0-9._~-]+)+")
                && !text.equals(GuardedPaths.OURS)
                && !(text + "/").contains("/./")
                && !(text + "/").contains("/../");
    }

    private static TrustedProxies proxies(SettingsReader from) {
        return new TrustedProxies(
                from.read("muc.trusted-proxies", "", list(NETWORK)),
                from.read(
                        "muc.proxy-header",
                        "X-Forwarded-For",
                        choice(Map.of("x-forwarded-for", X_FORWARDED_FOR, "forwarded", FORWARDED))));
    }

    private static TokenRules tokens(SettingsReader from) {
        return new TokenRules(
                new TokenRules.Keys(
                        from.read("muc.token-secret", "", SECRETS),
                        from.read("muc.token-secret-file", "", TEXT),
                        from.read("muc.token-public-key", "", list(PART)),
                        from.read("muc.token-jwks", "", KEY_SET)),
                new TokenRules.Claims(
                        from.read("muc.token-audience", "", list(PART)),
                        from.read("muc.token-issuer", "", list(PART)),
                        from.read("muc.token-room-claim", "room", CLAIM),
                        from.read(
                                "muc.token-max-lifetime",
                                "12h",
                                time("1s", "8760h").orUnlimited(Duration.ZERO)),
                        from.read("muc.token-clock-skew", "30s", time("0", "1h"))));
    }

    private static IceRules iceServers(SettingsReader from) {
        return new IceRules(
                from.read("muc.ice-servers", "[]", ICE_SERVERS),
                from.read("muc.turn-secret", "", TURN_SECRET),
                from.read("muc.turn-urls", "", list(TURN_URL)),
                from.read("muc.turn-lifetime", "1h", TURN_LIFETIME));
    }

    private static MessageLimits messages(SettingsReader from) {
        return MessageLimits.DEFAULT
                .withStatusBytes(from.read(
                        "muc.max-status-size", "4KiB", size("2B", "64MiB").orUnlimited(0)))
                .withReservedEvents(
                        from.read("muc.reserved-events", "refuse", choice(Map.of("refuse", false, "pass", true))));
    }
}
