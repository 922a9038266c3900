package rtc.muc.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of settings that contradict each other: one allows what the other always refuses. */
final class ContradictionsTest {

    private static final String ONE_MESSAGE = "that is one message of muc.max-message-size";

    @Test
    void aMessageOfTheAllowedSizeMustFitIntoTheBurstOfBytes() {
        refuses(
                "Setting muc.byte-burst is 4194304 bytes; allowed is at least 4456448: " + ONE_MESSAGE
                        + ", with 32 bytes for each of its parts",
                "muc.max-message-size=4MiB");
        refuses("Setting muc.byte-burst is 32768 bytes; allowed is at least 69632", "muc.byte-burst=32KiB");
        refuses("Setting muc.byte-burst is 65536 bytes", "muc.byte-burst=64KiB");
    }

    @Test
    void aStatusOfTheAllowedSizeMustFitIntoAMessage() {
        refuses(
                "Setting muc.max-message-size is 2048 bytes; allowed is at least 4123:"
                        + " that is the message with a status of muc.max-status-size",
                "muc.max-message-size=2KiB",
                "muc.max-status-size=4KiB");
        refuses(
                "Setting muc.max-message-size is 65536 bytes",
                "muc.max-status-size=64KiB",
                "muc.max-message-size=64KiB");
    }

    @Test
    void anOutboxAndAMessageMustFitIntoTheMemoryOfAllOutboxes() {
        refuses(
                "Setting muc.outboxes-size is 4194304 bytes; allowed is at least 8388608: that is muc.outbox-size",
                "muc.outboxes-size=4MiB",
                "muc.outbox-size=8MiB");
        refuses(
                "Setting muc.outboxes-size is 4194304 bytes; allowed is at least 6291456: " + ONE_MESSAGE
                        + ", whose characters take up to two bytes of memory each",
                "muc.outboxes-size=4MiB",
                "muc.max-message-size=3MiB");
    }

    @Test
    void aMessageMustFitIntoTheQueueBetweenNodes() {
        refuses(
                "Setting muc.cluster-queue-size is 1048576 bytes; allowed is at least 2098176: " + ONE_MESSAGE,
                "muc.cluster=on",
                "muc.cluster-queue-size=1MiB",
                "muc.max-message-size=1MiB");
    }

    @Test
    void messagesBetweenNodesMustHaveALimit() {
        refuses(
                "Setting muc.max-message-size must not be 0 if muc.cluster is on",
                "muc.cluster=on",
                "muc.max-message-size=0");
    }

    @Test
    void limitsPerAddressOrIdentityMustNotExceedTheTotal() {
        refuses(
                "Setting muc.peers-per-address is 20; allowed is at most muc.peers-per-room, which is 10; 0 for no limit",
                "muc.peers-per-room=10",
                "muc.peers-per-address=20");
        refuses(
                "Setting muc.peers-per-identity is 101; allowed is at most muc.peers-per-room, which is 100",
                "muc.peers-per-identity=101",
                "muc.peers-per-room=100");
        refuses(
                "Setting muc.sessions-per-address is 9; allowed is at most muc.sessions-per-node, which is 8",
                "muc.sessions-per-node=8",
                "muc.sessions-per-address=9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "muc.max-message-size=0",
                "muc.max-message-size=4MiB muc.bytes-per-second=0",
                "muc.max-message-size=3855KiB",
                "muc.byte-burst=68KiB",
                "muc.max-message-size=4KiB muc.max-status-size=0",
                "muc.max-message-size=2KiB muc.max-status-size=2021",
                "muc.outboxes-size=0 muc.outbox-size=2047MiB",
                "muc.outboxes-size=1MiB muc.outbox-size=0",
                "muc.cluster-queue-size=1MiB muc.max-message-size=1MiB",
                "muc.max-message-size=2KiB",
                "muc.max-status-size=64KiB",
                "muc.peers-per-address=500",
                "muc.outbox-size=2047MiB",
                "muc.peers-per-room=3",
                "muc.peers-per-room=10 muc.peers-per-address=0",
                "muc.peers-per-room=0 muc.peers-per-address=20",
                "muc.peers-per-room=10 muc.peers-per-address=10",
                "muc.sessions-per-node=50",
                "muc.token-room-claim=none muc.token-secret=0123456789abcdef0123456789abcdef",
            })
    void consistentSettingsAreAccepted(String settings) {
        assertThat(read(settings.split(" "))).isNotNull();
    }

    private static void refuses(String message, String... settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(settings)).withMessageContaining(message);
    }

    private static Settings read(String... settings) {
        Map<String, String> values = Arrays.stream(settings)
                .filter(setting -> !setting.isEmpty())
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        return Settings.read(key -> Optional.ofNullable(values.get(key)));
    }
}
