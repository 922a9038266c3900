package rtc.muc.internal.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.address.TrustedProxies;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.handshake.CrossOrigin;
import rtc.muc.internal.handshake.GuardedPaths;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.handshake.OriginRules;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.room.PromptOutbox;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.ClientMessageDecoder;
import rtc.muc.internal.websocket.ConnectionLimits;
import rtc.muc.internal.websocket.LivenessLimits;
import rtc.muc.internal.websocket.Logout;
import rtc.muc.internal.websocket.ResumeLimits;
import rtc.muc.internal.websocket.SessionAdapter;
import rtc.muc.internal.websocket.SessionRegistry;

/** Reads the metrics of applications from an MBean server. */
final class MetricsTest {

    private static final String ROOMS = "rtc.muc:type=Rooms,context=/call,host=server";
    private static final long OUTBOXES_LIMIT = 1L << 40;

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final MetricsReader reader = new MetricsReader(server);
    private final Rooms rooms = new Rooms(
            codec::write,
            () -> UUID.randomUUID().toString(),
            InstantSource.fixed(Instant.EPOCH),
            () -> 0,
            RoomLimits.NONE,
            RoomListener.NONE);
    private final Admissions admissions = new Admissions(() -> 0);
    private final SessionRegistry sessions = new SessionRegistry(
            rooms,
            codec::write,
            new ClientMessageDecoder(),
            new ConnectionLimits(0, 0, 0, OUTBOXES_LIMIT, Duration.ZERO, Duration.ZERO),
            LivenessLimits.NONE,
            Logout.END,
            () -> 0,
            () -> Instant.EPOCH,
            () -> 1,
            admissions,
            new IceServers(new IceRules("[]", "", List.of(), Duration.ZERO), InstantSource.fixed(Instant.EPOCH)),
            new ResumeLimits(Duration.ofMinutes(1), Rate.UNLIMITED),
            new SessionAdapter() {});
    private final HandshakeGuard guard = new HandshakeGuard(
            new GuardedPaths(List.of()),
            List.of(),
            List.of(),
            admissions,
            new CrossOrigin(OriginRules.of(List.of("own"), List.of(), false), TrustedProxies.NONE));

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void roomsAndPeersAreCountedNowAndSinceTheStart() {
        shown("/call");
        Peer ada = join("lobby");
        Peer bob = join("lobby");
        join("other");
        assertThat(read("Rooms", "Peers", "Joins", "MessagesReceived")).containsExactly(2L, 3L, 3L, 3L);

        bob.messages().receive(new ClientMessage.Ping());
        bob.messages().receive(new ClientMessage.Leave());
        ada.end(EndReason.TOO_SLOW);
        ada.end(EndReason.GONE);
        assertThat(read("Rooms", "Peers", "Joins", "MessagesReceived")).containsExactly(1L, 1L, 3L, 5L);
        assertThat(read("EndedLeft", "EndedTooSlow", "EndedGone")).containsExactly(1L, 1L, 0L);
    }

    @Test
    void aPeerThatIsEndedWhenItJoinsIsNotCountedAsAJoin() {
        shown("/call");
        rooms.close(EndReason.RESTARTING);
        join("lobby");

        assertThat(read("Rooms", "Peers", "Joins", "EndedRestarting")).containsExactly(0L, 0L, 0L, 1L);
    }

    @Test
    void withoutConnectionsAllSizesAreZero() {
        shown("/call");

        assertThat(read("Connections", "WaitingPeers", "OutboxBytes", "ConnectionsOpened", "HandshakesForbidden"))
                .containsOnly(0L);
        assertThat(read("OutboxLimitBytes")).containsExactly(OUTBOXES_LIMIT);
    }

    @Test
    void applicationsHaveDifferentNamesUntilTheyEnd() throws Exception {
        Metrics call = shown("/call");
        Metrics root = shown("");
        Metrics strange = shown("/a,b=*");
        assertThat(reader.names())
                .containsExactlyInAnyOrder(
                        ROOMS,
                        "rtc.muc:type=Rooms,context=/,host=server",
                        "rtc.muc:type=Rooms,context=\"/a,b=\\*\",host=server");

        call.close();
        strange.close();
        assertThat(reader.names()).containsExactly("rtc.muc:type=Rooms,context=/,host=server");
        root.close();
        assertThat(reader.names()).isEmpty();
    }

    @Test
    void aNewDeploymentReplacesTheMetricsOfThePreviousOneWhichMayEndLater() throws Exception {
        Metrics previous = shown("/call");
        Metrics next = shown("/call");
        previous.close();
        previous.close();
        assertThat(reader.names()).containsExactly(ROOMS);

        next.close();
        assertThat(reader.names()).isEmpty();
    }

    @Test
    void anUnknownHostIsOmitted() throws Exception {
        new Metrics(() -> server, "", "").show(rooms, sessions, guard);

        assertThat(reader.names()).containsExactly("rtc.muc:type=Rooms,context=/");
    }

    @Test
    void withoutAnMBeanServerNothingFails() throws Exception {
        Metrics metrics = new Metrics(
                () -> {
                    throw new SecurityException("not permitted");
                },
                "/call",
                "server");
        metrics.show(rooms, sessions, guard);
        metrics.close();

        assertThat(reader.names()).isEmpty();
    }

    @Test
    void attributesAreDescribedAndReadOnly() throws Exception {
        shown("/call");
        ObjectName name = new ObjectName(ROOMS);
        assertThat(server.getMBeanInfo(name).getAttributes())
                .hasSizeGreaterThan(20)
                .allMatch(MBeanAttributeInfo::isReadable)
                .noneMatch(MBeanAttributeInfo::isWritable)
                .extracting(MBeanAttributeInfo::getDescription)
                .doesNotHaveDuplicates()
                .contains("Ended since the start: 4413 too slow");

        assertThatExceptionOfType(AttributeNotFoundException.class)
                .isThrownBy(() -> server.getAttribute(name, "Unknown"));
        assertThatExceptionOfType(AttributeNotFoundException.class)
                .isThrownBy(() -> server.setAttribute(name, new Attribute("Peers", 7L)));
        assertThatExceptionOfType(ReflectionException.class)
                .isThrownBy(() -> server.invoke(name, "reset", new Object[0], new String[0]));
        AttributeList found = server.getAttributes(name, new String[] {"Unknown", "Peers"});
        assertThat(found).containsExactly(new Attribute("Peers", 0L));
    }

    @Test
    void everyAttributeIsDocumented() throws Exception {
        shown("/call");

        assertThat(undocumented(reader, ROOMS)).isEmpty();
    }

    @Test
    void prometheusReadsEveryAttributeAsTheDocumentedKind() throws Exception {
        shown("/exported");
        try (Metrics exported = new Metrics(ManagementFactory::getPlatformMBeanServer, "/exported", "server")) {
            exported.show(rooms, sessions, guard);

            assertThat(ExportedMetrics.of("/exported"))
                    .isEqualTo(ExportedMetrics.documented(
                            reader.attributes("rtc.muc:type=Rooms,context=/exported,host=server"), "muc_"));
            assertThat(ExportedMetrics.selectable(ExportedMetrics.of("/exported")))
                    .containsAll(ExportedMetrics.inAlerts("muc_"));
        }
    }

    /** {@return the attributes that the documentation does not contain} */
    static List<String> undocumented(MetricsReader reader, String name) throws JMException, IOException {
        String page = Files.readString(Path.of("src/main/doc/metrics.md"));
        return reader.attributes(name).stream()
                .filter(attribute -> !page.contains("`" + attribute + "`"))
                .toList();
    }

    private Metrics shown(String context) {
        Metrics metrics = new Metrics(() -> server, context, "server");
        metrics.show(rooms, sessions, guard);
        return metrics;
    }

    private Peer join(String room) {
        Peer peer = rooms.attach(new RoomName(room), new PromptOutbox(codec::write, text -> {}));
        peer.messages().receive(new ClientMessage.Join(JsonText.EMPTY_OBJECT, false));
        return peer;
    }

    private List<Long> read(String... attributes) {
        return Stream.of(attributes)
                .map(attribute -> reader.number(ROOMS, attribute))
                .toList();
    }
}
