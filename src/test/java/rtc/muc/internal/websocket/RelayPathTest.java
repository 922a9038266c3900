package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import jakarta.websocket.SendResult;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rtc.muc.Permission;
import rtc.muc.RoomName;
import rtc.muc.internal.handshake.AccessPeriod;
import rtc.muc.internal.handshake.Admissions;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.ice.IceServers;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.protocol.MessageCodec;
import rtc.muc.internal.protocol.MessageLimits;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.room.RoomListener;
import rtc.muc.internal.room.Rooms;

/**
 * The server's classes that a {@code to} passes on the receiving thread, from the {@link WebSocketPeer} until it is
 * sent. {@link MucEndpoint} and {@link SessionConnection}, at both ends, are not part of the tests.
 */
final class RelayPathTest {

    private final MessageCodec codec = new MessageCodec(MessageLimits.DEFAULT);
    private final AtomicInteger ids = new AtomicInteger();
    private final IceServers iceServers =
            new IceServers(new IceRules("[]", "", List.of(), Duration.ZERO), InstantSource.fixed(Instant.EPOCH));
    private final Rooms rooms = new Rooms(
            codec::write,
            () -> "p" + ids.incrementAndGet(),
            InstantSource.fixed(Instant.EPOCH),
            () -> 0,
            RoomLimits.NONE,
            RoomListener.NONE);
    private final SessionRegistry sessions = new SessionRegistry(
            rooms,
            codec::write,
            new ClientMessageDecoder(codec),
            new ConnectionLimits(0, 0, 0, 0, Duration.ZERO, Duration.ZERO),
            LivenessLimits.NONE,
            Logout.END,
            () -> 0,
            () -> Instant.EPOCH,
            () -> 1,
            new Admissions(() -> 0),
            iceServers,
            new ResumeLimits(Duration.ofMinutes(1), Rate.UNLIMITED),
            new SessionAdapter() {});

    private List<String> path = List.of();

    @AfterEach
    void close() {
        codec.close();
    }

    @Test
    void aMessagePassesFewClasses() {
        relay("{'type':'join'}");

        assertThat(path)
                .containsExactly("WebSocketPeer", "PeerMessages", "Handover", "BoundedOutbox", "ConnectionSender");
    }

    @Test
    void aMessageOfAResumableClientTakesTwoMoreSteps() {
        relay("{'type':'join','resume':true}");

        assertThat(path)
                .containsExactly(
                        "WebSocketPeer",
                        "Turns",
                        "WebSocketPeer",
                        "PeerMessages",
                        "Handover",
                        "BoundedOutbox",
                        "ConnectionSender");
    }

    private void relay(String join) {
        WebSocketPeer ada = open();
        WebSocketPeer bob = open();
        ada.text(json(join), true);
        bob.text(json(join), true);
        ada.text(json("{'type':'to','peer':'p2','event':'e'}"), true);
    }

    private WebSocketPeer open() {
        FakeWire wire = FakeWire.completing(done -> {
            path = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(frames -> classes(frames.toList()));
            done.onResult(new SendResult());
        });
        return sessions.open(
                wire,
                new RoomName("room"),
                PeerIdentity.UNKNOWN,
                new SessionAccess(
                        iceServers,
                        Set.of(Permission.values()),
                        AccessPeriod.UNLIMITED,
                        Optional.empty(),
                        () -> false));
    }

    /** The server's classes among these frames, outermost first, without consecutive repetitions. */
    private static List<String> classes(List<StackFrame> frames) {
        Deque<String> classes = new ArrayDeque<>();
        for (StackFrame frame : frames) {
            Class<?> type = frame.getDeclaringClass();
            boolean isOurs = type.getName().startsWith("rtc.muc.")
                    && type != FakeWire.class
                    && !type.getName().contains("Test");
            if (isOurs && !type.getSimpleName().equals(classes.peekFirst())) {
                classes.addFirst(type.getSimpleName());
            }
        }
        return List.copyOf(classes);
    }
}
