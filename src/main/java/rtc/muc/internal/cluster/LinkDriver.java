package rtc.muc.internal.cluster;

/** The threads of a {@link Link}. Any thread may call any method, even while it holds a room's lock. */
public interface LinkDriver {

    /**
     * Runs the link's tasks in order, one at a time, on a thread that holds no lock. This method acquires no lock that
     * is held for long, and never runs the task itself.
     */
    void execute(Runnable task);

    /** Requests that {@link Link#next} is called soon, until it returns null. Acquires no lock. */
    void sendSoon();
}
