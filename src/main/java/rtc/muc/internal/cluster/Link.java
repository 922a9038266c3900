package rtc.muc.internal.cluster;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import rtc.muc.RoomName;

/**
 * This node's end of the link to one other node. See the package for the rules and their reasons.
 *
 * <p>The methods acquire room locks, so they are called by one thread at a time, which holds no lock. There are two
 * exceptions: {@link #next} is called by the sending thread, and {@link #session} by any thread.
 */
final class Link {

    private final String node;
    private final LinkContext context;
    private final LinkDriver driver;
    private final LinkCounts counts;

    /** Messages to be sent before those of the session, or while there is no session. */
    private final Queue<NodeMessage> outside = new ConcurrentLinkedQueue<>();

    /** The session, null while there is none. */
    private volatile @Nullable Session session;

    private @Nullable RemotePeers peers;
    private long mine;
    private long theirs;
    private int sessions;
    private long received;
    private long seen;
    private long heard;
    private long ticked;
    private long holdUntil;
    private Duration hold;
    private boolean stopped;

    /**
     * @param node the address of the other node
     * @param sessions how many sessions there were with the other node before its earlier link was forgotten
     */
    Link(String node, LinkContext context, LinkDriver driver, LinkCounts counts, int sessions) {
        this.node = node;
        this.sessions = sessions;
        this.context = context;
        this.driver = driver;
        this.counts = counts;
        this.mine = number();
        this.heard = now();
        this.seen = heard;
        this.ticked = heard;
        this.holdUntil = heard;
        this.hold = context.times().hold();
    }

    /** {@return the session that changes are published in, null while there is none} */
    @Nullable
    Session session() {
        return session;
    }

    /** {@return the next message to send, null if none waits} */
    @Nullable
    NodeMessage next() {
        NodeMessage next = outside.poll();
        Session now = session;
        return next != null || now == null ? next : now.next();
    }

    /** Notifies the other node that this node is running. */
    void greet() {
        Session now = session;
        if (now == null) {
            send(new NodeMessage.Beat(mine, theirs, false, 0));
        } else {
            now.beat();
        }
    }

    /**
     * Notifies the other node that this node stops, unless the other one seems to be gone.
     *
     * @param inView whether the newest view contains the other node
     */
    void stop(boolean inView) {
        if (stopped) {
            return;
        }
        stopped = true;
        Session now = session;
        if (now != null) {
            now.end();
            session = null;
        }
        if (now != null || isWorthAMessage(inView)) {
            send(new NodeMessage.Bye(mine));
        }
    }

    /**
     * {@return whether the link may be forgotten, because the other node seems to have ended}
     *
     * @param inView whether the newest view contains the other node
     */
    boolean isOutdated(boolean inView) {
        return !inView
                && session == null
                && now() - seen > context.times().forgetting().toNanos();
    }

    /** Ignores all messages from now on. {@return how many sessions there were with the other node} */
    int retire() {
        stopped = true;
        return sessions;
    }

    /**
     * Ends the session if the other node has been silent for too long. Otherwise sends a beat, except during the pause
     * after a session, or if the newest view lacks the other node and nothing has arrived from it for long. Called once
     * for each beat.
     *
     * @param inView whether the newest view contains the other node
     */
    void tick(boolean inView) {
        if (stopped) {
            return;
        }
        long now = now();
        LinkTimes times = context.times();
        if (now - ticked > times.beat().plus(times.late()).toNanos()) {
            heard = now;
        }
        ticked = now;
        Duration silence = inView ? times.silence() : times.silenceOutsideView();
        if (session != null && now - heard > silence.toNanos()) {
            drop(SessionEnd.SILENCE);
        } else if (!isHeld() && isWorthAMessage(inView)) {
            greet();
        }
    }

    private boolean isWorthAMessage(boolean inView) {
        return inView || now() - seen < context.times().farewell().toNanos();
    }

    /** Ends the session if more changes were offered than its queue may contain. */
    void endIfBroken() {
        Session now = session;
        if (now != null && now.isBroken()) {
            Duration next = hold.multipliedBy(2);
            Duration longest = context.times().longestHold();
            drop(SessionEnd.OVERFLOW, next.compareTo(longest) < 0 ? next : longest);
        }
    }

    /** Receives a message from the other node. If it cannot be applied completely, the session ends. */
    void receive(NodeMessage message) {
        try {
            accept(message);
        } catch (RuntimeException | Error bug) {
            dropIfUp(SessionEnd.FAILURE);
            throw bug;
        }
    }

    private void accept(NodeMessage message) {
        seen = now();
        if (stopped || isHeld()) {
            return;
        }
        if (message instanceof NodeMessage.Bye) {
            dropIfUp(SessionEnd.STOP);
            theirs = 0;
        } else if (message instanceof NodeMessage.Beat beat) {
            if (agrees(beat.mine(), beat.theirs(), true)) {
                hear();
                if (beat.up() && beat.sent() != received) {
                    drop(SessionEnd.LOSS);
                }
            }
        } else if (message instanceof NodeMessage.Numbered numbered) {
            if (agrees(numbered.mine(), numbered.theirs(), false)) {
                hear();
                take(numbered);
            }
        }
    }

    /**
     * {@return whether a message states the current numbers of both sides, so that it belongs to the session or begins
     * one} If the other side's number has changed, the session ends. If there is no session and the other side does not
     * know this side's number, a beat is sent in answer.
     *
     * @param answer whether such an answer may be sent
     */
    private boolean agrees(long otherMine, long otherTheirs, boolean answer) {
        if (otherMine != theirs) {
            if (session != null) {
                drop(SessionEnd.OTHER_SIDE);
                return false;
            }
            theirs = otherMine;
        }
        if (otherTheirs != mine) {
            if (answer && session == null) {
                greet();
            }
            return false;
        }
        return true;
    }

    private void hear() {
        heard = now();
        if (session == null) {
            begin();
        }
    }

    /** Begins a session: presents this node's peers before any change of the other node is applied. */
    private void begin() {
        sessions++;
        counts.countBegin();
        received = 0;
        Session begun = new Session(mine, theirs, sessions, context.bound(), driver, this::overflow);
        peers = new RemotePeers(context.rooms(), begun);
        session = begun;
        begun.beat();
        context.rooms().standing().forEach(begun::begin);
        for (RoomName room : context.rooms().names()) {
            context.rooms().present(room, begun::present);
        }
        begun.presentedAll();
        context.listener().begun(node);
    }

    private void take(NodeMessage.Numbered numbered) {
        if (numbered.place() > received + 1) {
            drop(SessionEnd.LOSS);
        } else if (numbered.place() == received + 1 && peers != null) {
            received++;
            peers.apply(numbered.change());
        }
    }

    private void overflow() {
        driver.execute(this::endIfBroken);
    }

    private void dropIfUp(SessionEnd why) {
        if (session != null) {
            drop(why);
        }
    }

    private void drop(SessionEnd why) {
        drop(why, context.times().hold());
    }

    private void drop(SessionEnd why, Duration pause) {
        Session ended = session;
        RemotePeers gone = peers;
        session = null;
        peers = null;
        if (ended != null) {
            ended.end();
            counts.countEnd(why);
        }
        mine = number();
        hold = pause;
        holdUntil = now() + pause.toNanos();
        if (gone != null) {
            gone.removeAll();
        }
        greet();
        if (ended != null) {
            context.listener().ended(node, why);
        }
    }

    private void send(NodeMessage message) {
        outside.add(message);
        driver.sendSoon();
    }

    private boolean isHeld() {
        return now() - holdUntil < 0;
    }

    private long number() {
        long number = context.random().getAsLong();
        return number == 0 ? 1 : number;
    }

    private long now() {
        return context.nanos().getAsLong();
    }
}
