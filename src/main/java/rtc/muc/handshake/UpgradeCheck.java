package rtc.muc.handshake;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Refuses what is no WebSocket handshake, with 426. */
public final class UpgradeCheck implements Check {

    private static final int UPGRADE_REQUIRED = 426;

    /** Has nothing to remember. */
    public UpgradeCheck() {}

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        HttpServletRequest request = handshake.request();
        return request.getMethod().equals("GET") && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                ? null
                : new Refusal(UPGRADE_REQUIRED, "This is a WebSocket endpoint");
    }
}
