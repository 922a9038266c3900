package rtc.muc.internal.cluster;

/** What a {@link Link} needs from the outside: threads. Any thread may call, also while it holds a room's lock. */
public interface LinkDriver {

    /**
     * Runs a task of the link after those before it, one at a time, on a thread that holds no lock. Takes no lock that is
     * held for long, and never runs the task at once.
     */
    void execute(Runnable task);

    /** Something waits to be sent: {@link Link#next} is to be called soon, until it returns null. Takes no lock. */
    void sendSoon();
}
