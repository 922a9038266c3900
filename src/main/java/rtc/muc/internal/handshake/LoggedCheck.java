package rtc.muc.internal.handshake;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;

/** A check whose refusals are logged, at most one a second. */
public final class LoggedCheck implements HandshakeCheck {

    private static final System.Logger LOG = System.getLogger(LoggedCheck.class.getName());

    private final HandshakeCheck check;
    private final String cause;
    private final LimitedLog log;

    /** @param cause where an operator looks for the cause, such as the settings of the check */
    public LoggedCheck(HandshakeCheck check, String cause, LimitedLogs logs) {
        this.check = check;
        this.cause = cause;
        this.log = logs.of(LOG, Level.INFO);
    }

    @Override
    public @Nullable Refusal refusal(Handshake handshake) {
        Refusal refusal = check.refusal(handshake);
        if (refusal != null) {
            log.log(() ->
                    "A handshake was refused with " + refusal.status() + ", " + refusal.phrase() + " (" + cause + ")");
        }
        return refusal;
    }

    @Override
    public boolean comesFirst() {
        return check.comesFirst();
    }

    @Override
    public boolean dependsOnRoom() {
        return check.dependsOnRoom();
    }
}
