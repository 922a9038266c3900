package rtc.muc.internal.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class SentMessagesTest {

    private final SentMessages messages = new SentMessages();
    private long sends;

    @Test
    void keepsUnconfirmedMessages() {
        send("a", "b", "c");
        assertThat(messages.kept()).isEqualTo(3);
        assertThat(messages.size()).isEqualTo(30);
        assertThat(messages.bytes()).isEqualTo(300);

        messages.arrived(2);
        assertThat(messages.kept()).isEqualTo(1);
        assertThat(messages.confirmed()).isEqualTo(2);
        assertThat(messages.total()).isEqualTo(3);
        assertThat(messages.size()).isEqualTo(10);
        assertThat(messages.bytes()).isEqualTo(100);
    }

    @Test
    void resendsMessagesThatTheClientHasNotReceived() {
        send("a", "b", "c");

        assertThat(messages.resume(1)).isTrue();
        sends = 0;
        assertThat(again()).containsExactly("b", "c");
        assertThat(messages.total()).as("sent again, counted once").isEqualTo(3);
        send("d");
        messages.arrived(2);
        assertThat(messages.kept()).isEqualTo(1);
        assertThat(messages.resume(4)).isTrue();
        assertThat(again()).isEmpty();
        assertThat(messages.bytes()).isZero();
    }

    @Test
    void otherTextsOnTheConnectionAreNotCounted() {
        sends = 5;
        send("a");
        sends = 9;
        send("b");
        messages.arrived(5);
        assertThat(messages.kept()).isEqualTo(2);

        messages.arrived(9);
        assertThat(messages.confirmed()).isEqualTo(1);
        messages.arrived(10);
        assertThat(messages.confirmed()).isEqualTo(2);
    }

    @Test
    void aConnectionMayBeLostWhileMessagesAreResent() {
        send("a", "b", "c", "d");
        messages.resume(1);
        assertThat(messages.nextAgain(1)).extracting(SentMessages.Message::text).isEqualTo("b");

        assertThat(messages.resume(2)).as("b has arrived").isTrue();
        assertThat(again()).containsExactly("c", "d");
        assertThat(messages.resume(1)).as("b was confirmed").isFalse();
    }

    @Test
    void theFirstConnectionMayHaveDeliveredMoreThanTheSecond() {
        send("a", "b", "c");
        messages.resume(0);
        messages.nextAgain(1);

        assertThat(messages.resume(3)).isTrue();
        assertThat(messages.kept()).isZero();
    }

    @Test
    void impossibleCountsChangeNothing() {
        send("a", "b");
        messages.arrived(1);

        assertThat(messages.resume(0)).isFalse();
        assertThat(messages.resume(3)).isFalse();
        assertThat(messages.resume(Long.MAX_VALUE)).isFalse();
        assertThat(messages.kept()).isEqualTo(1);
        assertThat(messages.nextAgain(7)).isNull();
        assertThat(messages.resume(1)).isTrue();
        assertThat(again()).containsExactly("b");
    }

    @Test
    void isEmptyAfterBeingCleared() {
        send("a", "b");
        messages.resume(0);
        messages.nextAgain(1);
        messages.clear();

        assertThat(messages.kept()).isZero();
        assertThat(messages.size()).isZero();
        assertThat(messages.bytes()).isZero();
    }

    /** A client whose connections lose the messages in flight, and whose pongs arrive late or never. */
    @RepeatedTest(200)
    void noMessageIsLostDuplicatedOrReorderedWhenConnectionsFail(RepetitionInfo round) {
        SplittableRandom random = new SplittableRandom(round.getCurrentRepetition());
        List<String> said = new ArrayList<>();
        List<String> received = new ArrayList<>();
        Deque<String> underWay = new ArrayDeque<>();
        long arrived = 0;
        long fresh = 0;
        for (int step = 0; step < 500; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    if (messages.kept() == fresh) {
                        String text = "m" + said.size();
                        said.add(text);
                        send(text);
                        underWay.add(text);
                        fresh++;
                    }
                }
                case 2, 3, 4 -> {
                    if (!underWay.isEmpty()) {
                        received.add(underWay.remove());
                        arrived++;
                    }
                }
                case 5 -> {
                    long before = messages.kept();
                    messages.arrived(random.nextLong(arrived + 1));
                    fresh -= before - messages.kept();
                }
                case 6 -> {
                    SentMessages.Message next = messages.nextAgain(sends + 1);
                    if (next != null) {
                        sends++;
                        underWay.add(next.text());
                        fresh++;
                    }
                }
                default -> {
                    underWay.clear();
                    assertThat(messages.resume(received.size())).isTrue();
                    sends = 0;
                    arrived = 0;
                    fresh = 0;
                }
            }
        }
        assertThat(messages.resume(received.size())).isTrue();
        received.addAll(again());

        assertThat(received).isEqualTo(said);
    }

    private void send(String... texts) {
        for (String text : texts) {
            messages.sent(new SentMessages.Message(text, 10, 100), ++sends);
        }
    }

    private List<String> again() {
        return IntStream.range(0, messages.kept())
                .mapToObj(at -> messages.nextAgain(++sends))
                .takeWhile(message -> message != null)
                .map(SentMessages.Message::text)
                .toList();
    }
}
