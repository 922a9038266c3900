package rtc.muc.internal.cluster.jgroups;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import org.jgroups.Address;
import org.jgroups.logging.Log;
import rtc.muc.internal.limits.LimitedLog;
import rtc.muc.internal.limits.LimitedLogs;
import rtc.muc.internal.protocol.Printable;

/** Refuses frames that no node sends, and logs refusals at most once a second. Thread-safe. */
final class FrameGuard {

    private static final System.Logger LOG = System.getLogger(FrameGuard.class.getName());

    private final FrameCheck check;
    private final LimitedLog refused;

    FrameGuard(FrameRules rules, LimitedLogs logs) {
        this.check = new FrameCheck(rules);
        this.refused = logs.of(LOG, Level.WARNING);
    }

    /**
     * Reads a frame of the transport. From a stream, memory is allocated only for bytes that have arrived, whatever the
     * announced length.
     *
     * @param sender the address that the sender claims
     * @throws EOFException if the frame is refused, so that JGroups closes the connection without a log line of its own
     */
    byte[] read(Address sender, DataInput in, int length, int most) throws IOException {
        if (length < 0 || length > most) {
            throw refuse(sender, "a frame of " + length + " bytes is announced, at most " + most + " are accepted");
        }
        byte[] frame = bytes(in, length);
        try {
            check.frame(frame, 0, length);
        } catch (UnexpectedFrameException unexpected) {
            throw refuse(sender, reason(unexpected));
        }
        return frame;
    }

    /** {@return whether a message is one that {@code FD_SOCK2} sends} */
    boolean acceptsEmptyMessage(Address sender, byte[] bytes, int offset, int length) {
        try {
            check.emptyMessage(bytes, offset, length);
            return true;
        } catch (UnexpectedFrameException unexpected) {
            log(sender, reason(unexpected));
            return false;
        }
    }

    /** {@return a log for JGroups with a limited rate of warnings and errors, which strangers can cause} */
    Log limited(Log log) {
        return LimitedJGroupsLog.of(log, refused);
    }

    private EOFException refuse(Address sender, String why) {
        log(sender, why);
        return new EOFException();
    }

    private void log(Address sender, String why) {
        refused.log(() -> "Refused data on a port of the cluster. The sender claims the address "
                + Printable.of(String.valueOf(sender)) + ". Reason: " + why);
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        if (!(in instanceof InputStream stream)) {
            byte[] frame = new byte[length];
            in.readFully(frame);
            return frame;
        }
        byte[] frame = stream.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException();
        }
        return frame;
    }

    private static String reason(UnexpectedFrameException unexpected) {
        return String.valueOf(unexpected.getMessage());
    }
}
