package rtc.muc.internal.cluster.node;

import rtc.muc.internal.cluster.LinkDriver;

/**
 * The threads of one link.
 *
 * @param tasks what the link does
 * @param sender sends what it has for the other node
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
