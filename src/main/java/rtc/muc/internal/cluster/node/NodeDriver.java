package rtc.muc.internal.cluster.node;

import rtc.muc.internal.cluster.LinkDriver;

/**
 * The threads of one link.
 *
 * @param tasks runs the tasks of the link
 * @param sender sends the messages of the link to the other node
 */
record NodeDriver(SerialTasks tasks, Sender sender) implements LinkDriver {

    @Override
    public void execute(Runnable task) {
        tasks.execute(task);
    }

    @Override
    public void sendSoon() {
        sender.wake();
    }
}
