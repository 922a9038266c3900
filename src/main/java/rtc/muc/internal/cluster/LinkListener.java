package rtc.muc.internal.cluster;

/** Is notified of sessions with other nodes. Called by the thread that runs a link's tasks, which holds no lock. */
public interface LinkListener {

    /** Does nothing. */
    LinkListener NONE = new LinkListener() {
        @Override
        public void begun(String node) {}

        @Override
        public void ended(String node, SessionEnd why) {}
    };

    /** A session has begun, and the peers of this node have been presented. */
    void begun(String node);

    /** A session has ended, for another reason than that this node stops, and the node's peers have left their rooms. */
    void ended(String node, SessionEnd why);
}
