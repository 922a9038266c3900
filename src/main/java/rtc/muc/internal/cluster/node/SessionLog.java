package rtc.muc.internal.cluster.node;

import java.lang.System.Logger.Level;
import rtc.muc.internal.cluster.LinkListener;
import rtc.muc.internal.cluster.SessionEnd;

/** Logs with which nodes this node has sessions, and why they end. */
final class SessionLog implements LinkListener {

    private static final System.Logger LOG = System.getLogger(SessionLog.class.getName());

    private final NodeChannel channel;

    SessionLog(NodeChannel channel) {
        this.channel = channel;
    }

    @Override
    public void begun(String node) {
        LOG.log(
                Level.INFO,
                "A session with node " + channel.nameOf(node) + " has begun; its peers join their rooms here");
    }

    @Override
    public void ended(String node, SessionEnd why) {
        LOG.log(
                why == SessionEnd.STOP ? Level.INFO : Level.WARNING,
                "The session with node " + channel.nameOf(node) + " has ended, because " + why.words()
                        + "; its peers have left their rooms here");
    }
}
