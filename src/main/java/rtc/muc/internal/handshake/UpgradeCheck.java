package rtc.muc.internal.handshake;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/**
 * Answers requests for a room that are not WebSocket handshakes with status 426. It runs after all checks that can
 * refuse a handshake. So a page can find out by a plain GET why a handshake was refused, which browsers do not report.
 */
public final class UpgradeCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(UpgradeCheck.class.getName());
    private static final int UPGRADE_REQUIRED = 426;

    private final LimitedLog log;

    /**
     * Made once for the application.
     *
     * @param logs for refusals
     */
    public UpgradeCheck(LimitedLogs logs) {
        this.log = logs.of(LOG, Level.INFO);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        if (handshake.isUpgrade() || RoomQuestion.is(handshake)) {
            return null;
        }
        boolean cut = KeylessRequest.keyOf(handshake.request()) != null;
        log.log(() -> "A request of " + handshake.address() + " for a room was answered with 426: it came without the"
                + " header Upgrade: websocket"
                + (cut
                        ? ", which a proxy has dropped: let the proxy forward Upgrade and Connection, over HTTP/1.1"
                        : ". It is not a WebSocket handshake, or a proxy has dropped Upgrade and Connection"));
        return new Refusal(UPGRADE_REQUIRED, "This is a WebSocket endpoint");
    }
}
