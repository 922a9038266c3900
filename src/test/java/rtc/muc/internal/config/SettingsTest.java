package rtc.muc.internal.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rtc.muc.internal.address.Network;
import rtc.muc.internal.address.ProxyHeader;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.cluster.node.ClusterKey;
import rtc.muc.internal.cluster.node.ClusterMember;
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

final class SettingsTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(muc\\.[a-z.-]+)` \\| (?:`([^`]*)`|none) \\| .+ \\|$");

    /** A row about a property of the scripts, or about several that differ in their last digit. */
    private static final Pattern PROPERTY_ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9.-]+)`(?: … `[a-z0-9.-]+`)? \\| (?:`([^`|]*)`|[^`|]+) \\| .+ \\|$");

    /** A property in a script and its default, unless that is composed, or a path that cannot exist. */
    private static final Pattern PROPERTY = Pattern.compile(
            "\\$\\{((?:muc|jgroups|jboss\\.bind)\\.[a-z0-9.-]+)(?:,[A-Z_]+)?(?::(?!/dev/null|\\$)([^}]*))?");

    private static final String PROPERTIES = "## Properties of the scripts\n";

    private static final long QUARTER_OF_THE_HEAP = Runtime.getRuntime().maxMemory() / 100 * 25;

    @Test
    void unsetSettingsHaveTheirDefaults() {
        assertThat(read(Map.of()))
                .isEqualTo(new Settings(
                        new ConnectionLimits(
                                65_536,
                                1000,
                                1_048_576,
                                QUARTER_OF_THE_HEAP,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(3)),
                        new LivenessLimits(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(25)),
                        MessageLimits.DEFAULT,
                        new RoomLimits(
                                100,
                                Rate.perSecond(100, 2500),
                                Rate.perSecond(262_144, 4_194_304),
                                Rate.perMinute(10),
                                Rate.perMinute(60),
                                20,
                                5,
                                new StatusLimits(Rate.perSecond(10, 50), Rate.perSecond(4_194_304, 16_777_216))),
                        new SessionLimits(20_000, 100, Rate.perSecond(10, 50), Rate.perSecond(20, 200)),
                        TrustedProxies.NONE,
                        new OriginRules(false, true, Set.of(), Set.of(), false),
                        TokenRules.NONE,
                        IceRules.NONE,
                        Logout.END,
                        true,
                        new GuardedPaths(List.of()),
                        new ResumeLimits(Duration.ofSeconds(30), Rate.perMinute(200)),
                        10_000,
                        SessionTimer.OWN,
                        AccessMode.OPEN,
                        new ClusterRules(
                                false,
                                "muc-signaling",
                                ClusterKey.NONE,
                                64 << 20,
                                new ClusterRules.OwnChannel("127.0.0.1", 7800, List.of(), ""))));
    }

    @Test
    void readsSettings() {
        Settings settings = read(Map.of(
                "muc.max-message-size", " 1 MiB ",
                "muc.max-status-size", "100",
                "muc.outbox-messages", "0",
                "muc.outbox-size", "64KiB",
                "muc.send-timeout", "2 min",
                "muc.close-timeout", "500ms",
                "muc.reserved-events", "pass",
                "muc.ice-servers", "[ {\"urls\": [\"stun:stun.example.org\"]} ]",
                "muc.peers-per-room", "7",
                "muc.messages-per-second", "0"));
        Settings others = read(Map.of(
                "muc.endpoint", "OFF",
                "muc.logout", "keep",
                "muc.guarded-paths", "/staff, /other/rooms",
                "muc.observer-queue", "5",
                "muc.resume-window", "0",
                "muc.outboxes-size", "4 GiB",
                "muc.statuses-per-second", "3",
                "muc.status-burst", "4",
                "muc.room-bytes-per-second", "1KiB",
                "muc.room-byte-burst", "2KiB"));
        assertThat(others.guardedPaths().ofTheApplication()).containsExactly("/staff", "/other/rooms");

        assertThat(settings.connection())
                .isEqualTo(new ConnectionLimits(
                        1_048_576, 0, 65_536, QUARTER_OF_THE_HEAP, Duration.ofMinutes(2), Duration.ofMillis(500)));
        assertThat(others.connection().outboxesBytes()).isEqualTo(4L << 30);
        assertThat(others.rooms().statuses())
                .isEqualTo(new StatusLimits(Rate.perSecond(3, 4), Rate.perSecond(1024, 2048)));
        assertThat(settings.messages())
                .isEqualTo(MessageLimits.DEFAULT.withStatusBytes(100).withReservedEvents(true));
        assertThat(settings.rooms().peers()).isEqualTo(7);
        assertThat(settings.rooms().messages().isUnlimited()).isTrue();
        assertThat(settings.rooms().bytes().isUnlimited()).isFalse();
        assertThat(others.endpoint()).isFalse();
        assertThat(others.logout()).isEqualTo(Logout.KEEP);
        assertThat(others.observerQueue()).isEqualTo(5);
        assertThat(others.resuming()).isEqualTo(new ResumeLimits(Duration.ZERO, Rate.perMinute(200)));
        assertThat(read(Map.of("muc.missed-resumes-per-minute", "7")).resuming())
                .isEqualTo(new ResumeLimits(Duration.ofSeconds(30), Rate.perMinute(7)));
        assertThat(settings.iceServers().servers()).isEqualTo("[{\"urls\":[\"stun:stun.example.org\"]}]");
    }

    @Test
    void readsTrustedProxies() {
        assertThat(read(Map.of(
                                "muc.trusted-proxies", "127.0.0.1, fd00::/8",
                                "muc.proxy-header", "forwarded"))
                        .proxies())
                .isEqualTo(new TrustedProxies(
                        List.of(
                                Network.of("127.0.0.1").orElseThrow(),
                                Network.of("fd00::/8").orElseThrow()),
                        ProxyHeader.FORWARDED));
    }

    @Test
    void readsAccessSettings() {
        Settings settings = read(Map.ofEntries(
                entry("muc.allowed-origins", "own, https://App.example.org"),
                entry("muc.origin-required", "true"),
                entry("muc.hosts", "Call.example.org:8443"),
                entry("muc.token-secret", "0123456789abcdef0123456789abcdef, fedcba9876543210fedcba9876543210"),
                entry("muc.token-secret-file", "secrets"),
                entry("muc.token-public-key", "keys.pem, old.pem"),
                entry("muc.token-jwks", "https://id.example.org/jwks.json"),
                entry("muc.token-audience", "muc"),
                entry("muc.token-issuer", "https://id.example.org, https://id2.example.org"),
                entry("muc.token-room-claim", "desk"),
                entry("muc.token-max-lifetime", "8h"),
                entry("muc.token-clock-skew", "0")));

        assertThat(settings.origins())
                .isEqualTo(new OriginRules(
                        false,
                        true,
                        Set.of(new Authority("call.example.org", OptionalInt.of(8443))),
                        Set.of(new Origin("https", "app.example.org", 443)),
                        true));
        assertThat(settings.tokens())
                .isEqualTo(new TokenRules(
                        new TokenRules.Keys(
                                List.of("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"),
                                "secrets",
                                List.of("keys.pem", "old.pem"),
                                "https://id.example.org/jwks.json"),
                        new TokenRules.Claims(
                                List.of("muc"),
                                List.of("https://id.example.org", "https://id2.example.org"),
                                "desk",
                                Duration.ofHours(8),
                                Duration.ZERO)));
    }

    @Test
    void readsClusterSettings() {
        assertThat(read(Map.of(
                                "muc.cluster", "on",
                                "muc.cluster-name", "calls",
                                "muc.cluster-key", "0123456789abcdef0123456789abcdef",
                                "muc.cluster-queue-size", "1MiB",
                                "muc.cluster-bind-address", "10.0.0.1",
                                "muc.cluster-port", "7900",
                                "muc.cluster-members", "10.0.0.1, node-b:7800"))
                        .cluster())
                .isEqualTo(new ClusterRules(
                        true,
                        "calls",
                        new ClusterKey("0123456789abcdef0123456789abcdef"),
                        1 << 20,
                        new ClusterRules.OwnChannel(
                                "10.0.0.1",
                                7900,
                                List.of(new ClusterMember("10.0.0.1", 0), new ClusterMember("node-b", 7800)),
                                "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "fd00::1",
                "node-a.example.org",
                "site_local",
                "NON_LOOPBACK",
                "match-interface:eth0",
                "match-interface:(eth|ens).*",
                "match-address:10\\.0\\..*",
            })
    void acceptsAddressesOfTheClusterAndPatternsOfThem(String address) {
        assertThat(read(Map.of("muc.cluster-bind-address", address))
                        .cluster()
                        .own()
                        .bindAddress())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.*", "10.0.0.1/24", "match-address:(10", "match-interface:eth[", "match-other:.*", "a b"})
    void refusesOtherAddressesOfTheCluster(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.cluster-bind-address", address)))
                .withMessageContaining(
                        "Setting muc.cluster-bind-address is \"" + address + "\"; allowed is an address such");
    }

    @Test
    void refusesPortsOfMembersAtWhichThereCannotBeANode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.cluster-members", "10.0.0.1, 10.0.0.2:65436")))
                .withMessageContaining("Setting muc.cluster-members is \"10.0.0.1, 10.0.0.2:65436\"; allowed is")
                .withMessageContaining("with a port from 1 to 65435");
    }

    @Test
    void theSilenceTimeoutMustExceedThePingInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.silence-timeout", "25s")))
                .withMessage("Setting muc.silence-timeout is 25000 ms; allowed is more than muc.ping-interval,"
                        + " which is 25000 ms; 0 for no limit");
        assertThat(read(Map.of("muc.silence-timeout", "0")).liveness().silence())
                .isZero();
        assertThat(read(Map.of("muc.silence-timeout", "5s", "muc.ping-interval", "2s"))
                        .liveness()
                        .ping())
                .hasSeconds(2);
    }

    @ParameterizedTest
    @CsvSource({
        "muc.max-message-size, 64KB",
        "muc.max-message-size, -1",
        "muc.max-message-size, 4096MiB",
        "muc.max-message-size, ''",
        "muc.max-message-size, 100B",
        "muc.max-message-size, 65MiB",
        "muc.max-status-size, 1",
        "muc.max-status-size, 100MiB",
        "muc.outbox-messages, 999999999",
        "muc.send-timeout, 999999999h",
        "muc.send-timeout, 99ms",
        "muc.send-timeout, 3601s",
        "muc.close-timeout, 0",
        "muc.close-timeout, 0s",
        "muc.close-timeout, 2h",
        "muc.join-timeout, 25h",
        "muc.join-timeout, 0ms",
        "muc.message-timeout, 999999999h",
        "muc.silence-timeout, 999999999min",
        "muc.ping-interval, 999999999s",
        "muc.peers-per-room, 100001",
        "muc.messages-per-second, 1000001",
        "muc.message-burst, 0",
        "muc.bytes-per-second, 2048MiB",
        "muc.byte-burst, 0",
        "muc.errors-per-minute, 1000001",
        "muc.sessions-per-node, 10000001",
        "muc.sessions-per-address, -1",
        "muc.handshakes-per-second, 1000001",
        "muc.handshake-burst, 0",
        "muc.questions-per-second, 1000001",
        "muc.question-burst, 0",
        "muc.observer-queue, 100000001",
        "muc.token-max-lifetime, 8761h",
        "muc.token-max-lifetime, 500ms",
        "muc.token-clock-skew, 61min",
        "muc.trusted-proxies, 0.0.0.0/0",
        "muc.trusted-proxies, ::/0",
        "muc.trusted-proxies, .:1",
        "muc.hosts, https://call.example.org",
        "muc.hosts, call.example.org/",
        "muc.hosts, *",
        "muc.hosts, call.example.org:99999",
        "muc.guarded-paths, /muc",
        "muc.guarded-paths, /staff/..",
        "muc.guarded-paths, /./staff",
        "muc.max-status-size, lots",
        "muc.outbox-messages, 1KiB",
        "muc.outbox-size, 1.5MiB",
        "muc.outboxes-size, 101%",
        "muc.outboxes-size, a quarter",
        "muc.send-timeout, 10",
        "muc.close-timeout, PT3S",
        "muc.reserved-events, yes",
        "muc.trusted-proxies, 10.0.0.1/8",
        "muc.trusted-proxies, 'localhost'",
        "muc.trusted-proxies, '::1,,::2'",
        "muc.proxy-header, X-Real-IP",
        "muc.allowed-origins, https://example.org/",
        "muc.allowed-origins, 'own,,null'",
        "muc.origin-required, yes",
        "muc.guarded-paths, staff",
        "muc.guarded-paths, /staff/",
        "muc.token-public-key, 'keys.pem,,old.pem'",
        "muc.token-jwks, http://id.example.org/jwks.json",
        "muc.token-jwks, http://127.0.0.1.example.org/jwks.json",
        "muc.token-jwks, file:///keys.json",
        "muc.token-jwks, https://",
        "muc.token-room-claim, ''",
        "muc.turn-urls, 'turn.example.org'",
        "muc.turn-urls, 'stun:stun.example.org'",
        "muc.turn-lifetime, 0",
        "muc.turn-lifetime, 721h"
    })
    void theErrorNamesTheKeyTheValueAndTheAllowedValues(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of(key, value)))
                .withMessageContaining("Setting " + key + " is \"" + value + "\"; allowed is ");
    }

    @Test
    void readsIceServers() {
        IceRules ice = read(Map.of(
                        "muc.turn-secret", "north",
                        "muc.turn-urls", "turn:turn.example.org, turns:turn.example.org:5349?transport=tcp",
                        "muc.turn-lifetime", "8h"))
                .iceServers();

        assertThat(ice)
                .isEqualTo(new IceRules(
                        "[]",
                        "north",
                        List.of("turn:turn.example.org", "turns:turn.example.org:5349?transport=tcp"),
                        Duration.ofHours(8)));
    }

    @Test
    void theTurnSecretAndTheTurnUrlsMustBeSetTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.turn-secret", "north")))
                .withMessage(
                        "Settings muc.turn-secret and muc.turn-urls belong together: muc.turn-secret is set, and the"
                                + " other one is not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.turn-urls", "turn:turn.example.org")))
                .withMessageContaining("muc.turn-urls is set");
    }

    @Test
    void settingsOfTokenClaimsRequireATokenKey() {
        for (String key : List.of("audience", "issuer", "room-claim", "max-lifetime", "clock-skew")) {
            String value = key.matches("max-lifetime|clock-skew") ? "1min" : "rooms";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of("muc.token-" + key, value)))
                    .withMessageContaining("Setting muc.token-" + key + " is allowed only with a key of room tokens");
        }
    }

    @Test
    void theTotalOutboxSizeHasAMinimum() {
        for (String size : List.of("1", "0%", "1023KiB")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(Map.of("muc.outboxes-size", size)))
                    .withMessageContaining("from 1MiB");
        }
    }

    @Test
    void aCommaSeparatesSecretsOnlyIfEachPartIsLongEnough() {
        assertThat(secrets("a secret of the tests, long enough for HS256"))
                .containsExactly("a secret of the tests, long enough for HS256");
        assertThat(secrets("0123456789abcdef0123456789abcdef,fedcba9876543210fedcba9876543210"))
                .hasSize(2);
        assertThat(secrets("")).isEmpty();
    }

    @Test
    void keySetAddressesMayUseHttpsOrHttpOnLoopback() {
        for (String address : List.of(
                "https://id.example.org/jwks.json",
                "http://localhost:8080/jwks",
                "http://127.0.0.1/jwks",
                "http://[::1]:80/")) {
            assertThat(read(Map.of("muc.token-jwks", address)).tokens().keys().jwks())
                    .isEqualTo(address);
        }
    }

    @Test
    void theErrorForAValueOutOfBoundsNamesTheBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.close-timeout", "0")))
                .withMessage("Setting muc.close-timeout is \"0\"; allowed is a time such as 500ms, 10s, 2min or 12h,"
                        + " from 100ms to 1h");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.peers-per-room", "100001")))
                .withMessage("Setting muc.peers-per-room is \"100001\"; allowed is a whole number from 1 to 100000;"
                        + " 0 for no limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.byte-burst", "1")))
                .withMessage("Setting muc.byte-burst is \"1\"; allowed is a size such as 65536, 64KiB or 1MiB,"
                        + " from 1KiB to 2047MiB");
    }

    /** Every duration that can be set is short enough to be added to a time in nanoseconds without an overflow. */
    @Test
    void everyDurationFitsIntoNanoseconds() {
        SettingsReader reader = new SettingsReader(key -> Optional.empty());
        Settings.read(reader);
        for (Setting<?> setting : reader.settings()) {
            for (String text : List.of("999999999h", "153722868min", "2562048h", "999999999", "2047MiB", "0")) {
                Object value = setting.type().reading().apply(text).orElse(null);
                if (value instanceof Duration time) {
                    assertThat(time).as(setting.key()).isLessThanOrEqualTo(Duration.ofDays(365));
                }
            }
        }
    }

    @Test
    void theRoomClaimOfTokensCanBeSwitchedOff() {
        assertThat(read(Map.of(
                                "muc.token-room-claim", "none",
                                "muc.token-secret", "0123456789abcdef0123456789abcdef"))
                        .tokens()
                        .claims()
                        .roomClaim())
                .isEmpty();
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.ping-interval", "0")))
                .withMessageContainingAll("muc.silence-timeout", "muc.ping-interval", "allowed is 0");
        assertThat(read(Map.of("muc.ping-interval", "0", "muc.silence-timeout", "0"))
                        .liveness()
                        .ping())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.hosts", "a.example", "muc.allowed-origins", "https://b.example")))
                .withMessageContainingAll("muc.hosts", "muc.allowed-origins", "own");
    }

    @Test
    void theDocumentationListsAllSettingsWithTheirDefaults() throws Exception {
        SettingsReader reader = new SettingsReader(key -> Optional.empty());
        assertThat(Settings.read(reader)).isEqualTo(read(Map.of()));
        Map<String, String> told = new LinkedHashMap<>();
        ROW.matcher(documentation().get(0))
                .results()
                .forEach(row ->
                        told.put(row.group(1), Optional.ofNullable(row.group(2)).orElse("")));

        assertThat(told)
                .isEqualTo(reader.settings().stream().collect(Collectors.toMap(Setting::key, Setting::byDefault)));
    }

    @Test
    void theDocumentationListsAllPropertiesOfTheScriptsWithTheirDefaults() throws Exception {
        SettingsReader reader = new SettingsReader(key -> Optional.empty());
        Settings.read(reader);
        Map<String, String> read = new HashMap<>();
        for (Path script : scripts()) {
            PROPERTY.matcher(Files.readString(script))
                    .results()
                    .forEach(property -> read.putIfAbsent(
                            property.group(1).replaceFirst("[2-8]$", "1"),
                            Optional.ofNullable(property.group(2)).orElse("")));
        }
        reader.settings().forEach(setting -> read.remove(setting.key()));

        Map<String, String> told = PROPERTY_ROW
                .matcher(documentation().get(1))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Optional.ofNullable(row.group(2))
                        .orElse("")));
        assertThat(told).isEqualTo(read);
    }

    /** The scripts for WildFly, and the JGroups configurations in the WAR. */
    private static List<Path> scripts() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("wildfly-config"));
                Stream<Path> configurations = Files.list(Path.of("src/main/resources"))) {
            return Stream.concat(scripts, configurations)
                    .filter(file -> file.getFileName().toString().matches(".+\\.cli|jgroups-.+\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    /** The page about the settings, in two parts: the settings, and the properties of the scripts. */
    private static List<String> documentation() throws IOException {
        return List.of(Files.readString(Path.of("src/main/doc/settings.md")).split(PROPERTIES, 2));
    }

    @Test
    void listsAreSeparatedByCommas() {
        SettingType<List<Integer>> sizes = SettingType.list(SettingType.SIZE);

        assertThat(sizes.reading().apply("1KiB, 2 ,3B")).contains(List.of(1024, 2, 3));
        assertThat(sizes.reading().apply("")).contains(List.of());
        assertThat(sizes.reading().apply("1,,2")).isEmpty();
        assertThat(sizes.reading().apply("1,two")).isEmpty();
    }

    @Test
    void secretsAppearNeitherInErrorsNorInToString() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.token-secret", "hunter2")))
                .withMessageStartingWith("Setting muc.token-secret is \"…\"; allowed is ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.ice-servers", "{\"credential\":\"hunter2\"}")))
                .withMessageStartingWith("Setting muc.ice-servers is \"…\"; allowed is ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Map.of("muc.cluster-key", "hunter2")))
                .withMessage(
                        "Setting muc.cluster-key is \"…\"; allowed is empty, or a secret of at least 32 unguessable"
                                + " characters");
        assertThat(read(Map.of(
                                "muc.token-secret", "0123456789abcdef0123456789abcdef",
                                "muc.ice-servers", "[{\"urls\":\"turn:a\",\"credential\":\"hunter2\"}]",
                                "muc.turn-secret", "hunter3",
                                "muc.cluster-key", "hunter4 hunter4 hunter4 hunter4 hunter4",
                                "muc.turn-urls", "turn:turn.example.org"))
                        .toString())
                .doesNotContain("0123456789abcdef", "hunter2", "hunter3", "hunter4");
    }

    private static List<String> secrets(String text) {
        return read(Map.of("muc.token-secret", text)).tokens().keys().secrets();
    }

    private static Settings read(Map<String, String> values) {
        return Settings.read(key -> Optional.ofNullable(values.get(key)));
    }
}
