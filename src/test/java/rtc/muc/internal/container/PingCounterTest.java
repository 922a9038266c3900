package rtc.muc.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PingCounterTest {

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_PING = 0x89;
    private static final int FINAL_PONG = 0x8A;
    private static final int MASKED = 0x80;

    private final PingCounter counter = new PingCounter();
    private final List<Integer> pings = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        counter.onPing(pings::add);
    }

    @Test
    void pingsAreFoundAmongOtherFrames() {
        frame(FINAL_TEXT, 5);
        frame(FINAL_PING, 0);
        frame(FINAL_PONG, 125);
        frame(FINAL_PING, 125);
        counter.read(ByteBuffer.wrap(sent.toByteArray()));
        assertThat(pings).containsExactly(0, 125);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 125, 4096})
    void pingsAreFoundHoweverTheFramesAreSplit(int piece) {
        for (int length : new int[] {0, 125, 126, 127, 65_535, 65_536, 100_000}) {
            frame(FINAL_TEXT, length);
            frame(FINAL_PING, length % 126);
        }
        byte[] all = sent.toByteArray();
        for (int at = 0; at < all.length; at += piece) {
            counter.read(ByteBuffer.wrap(all, at, Math.min(piece, all.length - at)));
        }
        assertThat(pings).containsExactly(0, 125, 0, 1, 15, 16, 82);
    }

    @Test
    void aPayloadThatLooksLikePingsIsSkipped() {
        sent.write(FINAL_TEXT);
        sent.write(MASKED | 12);
        sent.writeBytes(new byte[4]);
        for (int i = 0; i < 6; i++) {
            sent.write(FINAL_PING);
            sent.write(MASKED);
        }
        frame(FINAL_PING, 3);
        counter.read(ByteBuffer.wrap(sent.toByteArray()));
        assertThat(pings).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x83, 0x87, 0x8B, 0x8F})
    void nothingIsCountedAfterAnUnknownFrame(int first) {
        frame(first, 3);
        frame(FINAL_PING, 3);
        counter.read(ByteBuffer.wrap(sent.toByteArray()));
        assertThat(pings).isEmpty();
    }

    @Test
    void nothingIsCountedAfterAnUnmaskedFrame() {
        sent.write(FINAL_PING);
        sent.write(0);
        frame(FINAL_PING, 3);
        counter.read(ByteBuffer.wrap(sent.toByteArray()));
        assertThat(pings).isEmpty();
    }

    private void frame(int first, int length) {
        sent.write(first);
        if (length < 126) {
            sent.write(MASKED | length);
        } else if (length < 65_536) {
            sent.write(MASKED | 126);
            sent.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        } else {
            sent.write(MASKED | 127);
            sent.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        sent.writeBytes(new byte[4]);
        sent.writeBytes(new byte[length]);
    }
}
