package rtc.muc.internal.metrics;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import rtc.muc.EndReason;
import rtc.muc.internal.handshake.HandshakeCounts;
import rtc.muc.internal.handshake.HandshakeGuard;
import rtc.muc.internal.room.RoomCounts;
import rtc.muc.internal.room.Rooms;
import rtc.muc.internal.websocket.SessionRegistry;

/** The metrics of the rooms and connections of this node. */
final class RoomMetrics {

    private RoomMetrics() {}

    static List<Metric> of(Rooms rooms, SessionRegistry sessions, HandshakeGuard guard) {
        return Stream.of(sizes(rooms, sessions), events(rooms.counts(), sessions, guard.counts()), ends(rooms.counts()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Metric> sizes(Rooms rooms, SessionRegistry sessions) {
        return List.of(
                Metric.number("Rooms", "Rooms now; in a cluster, the rooms of all nodes", rooms::size),
                Metric.number("Peers", "Peers of this server that are in rooms now", rooms::localPeers),
                Metric.number("Connections", "WebSocket connections now, joined or not", sessions::connections),
                Metric.number(
                        "WaitingPeers",
                        "Peers now whose connection is lost and who may still resume",
                        sessions::waitingPeers),
                Metric.number("OutboxBytes", "Memory that the outboxes of all peers hold now", sessions::outboxBytes),
                Metric.number(
                        "OutboxLimitBytes",
                        "Memory that they may hold: muc.outboxes-size; 0 for no limit",
                        sessions::outboxLimitBytes));
    }

    private static List<Metric> events(RoomCounts counts, SessionRegistry sessions, HandshakeCounts handshakes) {
        return List.of(
                Metric.number("Joins", "Peers that have joined since the start", counts::joins),
                Metric.number("MessagesReceived", "Messages from clients since the start", counts::messages),
                Metric.number("ConnectionsOpened", "WebSocket connections opened since the start", sessions::opened),
                Metric.number(
                        "HandshakesOverLimits",
                        "Handshakes refused with 429 or 503 since the start",
                        handshakes::refusedByLimits),
                Metric.number(
                        "HandshakesForbidden",
                        "Handshakes refused with 401 or 403 since the start",
                        handshakes::refusedByAccess),
                Metric.number(
                        "HandshakesInvalid",
                        "Handshakes refused with another status since the start",
                        handshakes::invalid));
    }

    /** {@return one counter for each reason why peers end; clients that are not admitted have no peer} */
    private static List<Metric> ends(RoomCounts counts) {
        return Arrays.stream(EndReason.values())
                .filter(ending -> ending != EndReason.NOT_ADMITTED)
                .map(ending -> Metric.number(
                        "Ended" + inCamelCase(ending),
                        "Ended since the start: %d %s".formatted(ending.code(), ending.reason()),
                        () -> counts.ended(ending)))
                .toList();
    }

    private static String inCamelCase(EndReason ending) {
        return Arrays.stream(ending.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(joining());
    }
}
