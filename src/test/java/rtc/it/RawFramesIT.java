package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rtc.bench.ServerProcess;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** Frames that no correct client sends: they lead to a defined close code and leave nothing on the heap. */
@ExtendWith(ArquillianExtension.class)
@Tag("payara-server")
@Timeout(120)
final class RawFramesIT {

    private static final Answers ANSWERS = new Answers("What no client should send");
    private static final int LARGEST_MESSAGE = 64 * 1024;
    private static final int MEBIBYTE = 1024 * 1024;

    /** Payara's container refuses a frame larger than 128 KiB before the application sees it. */
    private static final OptionalInt TOO_LARGE_A_FRAME =
            Deployed.isOnPayara() ? OptionalInt.of(1011) : OptionalInt.empty();

    /**
     * How many times all offences are repeated, until Payara has filled its pool of about thirty request objects with
     * their data.
     */
    private static final int UNTIL_POOLS_ARE_FULL = Deployed.isOnPayara() ? 12 : 1;

    @Deployment(testable = false)
    static Archive<?> war() {
        return Deployed.war();
    }

    @AfterAll
    static void printAnswers() {
        ANSWERS.print();
    }

    static Stream<Arguments> offences() {
        Frame join = Frame.text(json("{'type':'join','status':{}}"));
        Frame binary = Frame.of(Frame.BINARY, 1);
        String tooLarge = padded(LARGEST_MESSAGE + 1);
        return Stream.of(
                offence("a byte too much in one frame", 1009, peer -> peer.send(tooLarge)),
                offence("a byte too much in fragments", 1009, peer -> peer.flood(Frame.fragments(tooLarge, 1000))),
                offence("a byte too much in bytes", 1009, peer -> peer.flood(Frame.fragments(tooLarge, 1))),
                offence("a frame of 64 MiB", TOO_LARGE_A_FRAME.orElse(1009), peer -> peer.flood(join, 64L * MEBIBYTE)),
                offence("a frame of 2^63 bytes", 1002, peer -> peer.flood(join, Long.MIN_VALUE)),
                offence("a binary message", 1003, peer -> peer.send(binary)),
                offence("an empty binary message", 1003, peer -> peer.send(Frame.of(Frame.BINARY))),
                offence("a fragment of a binary message", 1003, peer -> peer.send(binary.unfinished())),
                offence(
                        "a binary frame of 64 MiB",
                        TOO_LARGE_A_FRAME.orElse(1003),
                        peer -> peer.flood(binary, 64L * MEBIBYTE)),
                offence("a byte that is no UTF-8", 1007, peer -> peer.send(Frame.of(Frame.TEXT, 0xFF))),
                offence("UTF-8 that is cut short", 1007, peer -> peer.send(Frame.of(Frame.TEXT, '"', 0xE2, 0x82))),
                offence("a surrogate in UTF-8", 1007, peer -> peer.send(Frame.of(Frame.TEXT, 0xED, 0xA0, 0x80))),
                offence("a reserved bit", 1002, peer -> peer.send(join.reserving(4))),
                offence("a reserved opcode", 1002, peer -> peer.send(Frame.of(3))),
                offence("a reserved control opcode", 1002, peer -> peer.send(Frame.of(11))),
                offence("a continuation of nothing", 1002, peer -> peer.send(Frame.of(Frame.CONTINUATION, 'x'))),
                offence("a text inside of a text", 1002, peer -> peer.flood(Stream.of(join.unfinished(), join))),
                offence(
                        "a fragment of a ping",
                        1002,
                        peer -> peer.send(Frame.of(Frame.PING).unfinished())),
                offence("a ping of 126 bytes", 1002, peer -> peer.send(Frame.of(Frame.PING, new int[126]))));
    }

    @ParameterizedTest
    @MethodSource("offences")
    void aViolationClosesWithItsCodeAndIsReportedAsALeave(String name, int code, Offence offence) throws IOException {
        String room = anyRoom();
        try (RawWebSocket witness = joined(room);
                RawWebSocket offender = joined(room)) {
            assertThat(witness.text()).contains("peer_joined");

            offence.commit(offender);

            assertThat(ANSWERS.note(name, offender.awaitClose())).isEqualTo(code);
            assertThat(witness.text()).contains("peer_left");
        }
    }

    @Test
    void onlyWildFlyRefusesUnmaskedFrames() throws IOException {
        try (RawWebSocket peer = open(anyRoom())) {
            peer.sendUnmasked(Frame.text(json("{'type':'join','status':{}}")));
            Frame answer = peer.read();
            boolean isTaken = answer.opcode() == Frame.TEXT;
            ANSWERS.note("an unmasked frame", isTaken ? "taken" : answer.closeCode());

            if (Deployed.isOnPayara()) {
                assertThat(isTaken).isTrue();
            } else {
                assertThat(answer.closeCode()).isEqualTo(1002);
            }
        }
    }

    @Test
    void violationsLeaveNothingOnTheHeap() throws IOException {
        ServerProcess server = ServerProcess.started();
        for (int i = 0; i < UNTIL_POOLS_ARE_FULL; i++) {
            commitAll();
        }
        long before = server.liveHeap();
        for (int i = 0; i < 5; i++) {
            commitAll();
        }
        await("heap back")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    long after = server.liveHeap();
                    System.out.printf(
                            "Raw frames: %d KiB on the heap before, %d KiB after%n", before / 1024, after / 1024);
                    return after - before < 2 * MEBIBYTE;
                });
    }

    @Test
    void aMessageOfMaximumSizeArrivesInOneFrameOrInFragments() throws IOException {
        try (RawWebSocket peer = open(anyRoom())) {
            String id = peer.join();
            String head = json("{'type':'to','peer':'" + id + "','event':'e','data':'");
            String data = "x".repeat(LARGEST_MESSAGE - head.length() - 2) + "\"}";

            peer.send(head + data);
            assertThat(peer.text()).endsWith(data);

            for (Frame fragment : Frame.fragments(head + data, 1000).toList()) {
                peer.send(fragment);
            }
            assertThat(peer.text()).endsWith(data);
        }
    }

    @Test
    void aCharacterMaySpanFragmentsWithAPingBetweenThem() throws IOException {
        try (RawWebSocket peer = open(anyRoom())) {
            peer.send(Frame.text(json("{'type':'join','status':{'name':'")).unfinished());
            peer.send(Frame.of(Frame.CONTINUATION, 0xF0, 0x9F).unfinished());
            peer.send(Frame.of(Frame.PING, 7));
            peer.send(Frame.of(Frame.CONTINUATION, 0x98, 0x80).unfinished());
            peer.send(Frame.of(Frame.CONTINUATION, '"', '}', '}'));

            assertThat(peer.read().opcode()).isEqualTo(Frame.PONG);
            assertThat(peer.text()).contains("\"joined\"");
        }
    }

    @Test
    void manyEmptyFragmentsAreIgnored() throws IOException {
        try (RawWebSocket peer = open(anyRoom())) {
            Frame empty = Frame.of(Frame.CONTINUATION).unfinished();

            peer.send(Frame.text("").unfinished());
            peer.flood(Stream.generate(() -> empty).limit(50_000));
            peer.send(Frame.of(Frame.CONTINUATION, '?'));

            assertThat(peer.text()).contains("\"bad_message\"");
        }
    }

    private static void commitAll() throws IOException {
        for (Arguments offence : offences().toList()) {
            try (RawWebSocket offender = joined(anyRoom())) {
                ((Offence) offence.get()[2]).commit(offender);
                offender.awaitClose();
            }
        }
    }

    private static RawWebSocket joined(String room) throws IOException {
        RawWebSocket peer = open(room);
        peer.join();
        return peer;
    }

    private static RawWebSocket open(String room) throws IOException {
        return Handshake.with(Deployed.ws(), "/muc/" + room).open();
    }

    private static String anyRoom() {
        return UUID.randomUUID().toString();
    }

    private static String padded(int bytes) {
        String head = json("{'type':'status','status':{'x':'");
        return head + "x".repeat(bytes - head.length() - 3) + "\"}}";
    }

    private static Arguments offence(String name, int code, Offence offence) {
        return argumentSet(name, name, code, offence);
    }

    private interface Offence {
        void commit(RawWebSocket offender) throws IOException;
    }
}
