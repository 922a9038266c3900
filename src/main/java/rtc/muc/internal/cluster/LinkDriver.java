package rtc.muc.internal.cluster;

/** The threads of a {@link Link}. Any thread may call any method, even while it holds a room's lock. */
public interface LinkDriver {

    /**
     * Runs a task of the link after those before it, one at a time, on a thread that holds no lock. Takes no lock that is
     * held for long, and never runs the task at once.
     */
    void execute(Runnable task);

    /** Messages wait: {@link Link#next} must be called soon, until it returns null. Takes no lock. */
    void sendSoon();
}
