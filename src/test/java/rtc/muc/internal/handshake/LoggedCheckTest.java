package rtc.muc.internal.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.limits.LimitedLogs;

final class LoggedCheckTest {

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void logsTheStatusThePhraseAndTheCauseOnceASecond() throws Exception {
        Logger logger = Logger.getLogger(LoggedCheck.class.getName());
        logger.addHandler(handler);
        try {
            HandshakeCheck check =
                    new LoggedCheck(any -> new Refusal(403, "Banned"), "RoomManager.ban", new LimitedLogs(() -> 0));
            for (int i = 0; i < 3; i++) {
                check.refusal(new FakeExchange("/app/muc/a").handshake());
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).containsExactly("A handshake was refused with 403, Banned (RoomManager.ban)");
    }
}
