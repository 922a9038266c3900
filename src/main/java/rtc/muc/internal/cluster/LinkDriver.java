package rtc.muc.internal.cluster;

/** The threads of a {@link Link}. Any thread may call any method, even while it holds a room's lock. */
public interface LinkDriver {

    /**
     * Schedules a task of the link. Tasks run in order, one at a time, on a thread that holds no lock. This method
     * itself runs no task, and acquires no lock that is held for long.
     */
    void execute(Runnable task);

    /** Requests that {@link Link#next} be called soon, and again until it returns null. Acquires no lock. */
    void sendSoon();

    /** Releases the threads, because the link is forgotten: it has no more tasks and messages. */
    void end();
}
