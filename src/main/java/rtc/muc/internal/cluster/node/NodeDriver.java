package rtc.muc.internal.cluster.node;

import java.util.function.Consumer;
import java.util.function.Function;
import rtc.muc.internal.cluster.LinkDriver;

/** The threads of one link. */
final class NodeDriver implements LinkDriver {

    private final SerialTasks tasks;
    private final Sender sender;
    private final Consumer<NodeDriver> onEnd;

    /**
     * Creates the threads of a link.
     *
     * @param tasks runs the tasks of the link
     * @param sender creates the sender of the messages that wait for this driver
     * @param onEnd called when the link is forgotten
     */
    NodeDriver(SerialTasks tasks, Function<LinkDriver, Sender> sender, Consumer<NodeDriver> onEnd) {
        this.tasks = tasks;
        this.sender = sender.apply(this);
        this.onEnd = onEnd;
    }

    SerialTasks tasks() {
        return tasks;
    }

    Sender sender() {
        return sender;
    }

    @Override
    public void execute(Runnable task) {
        tasks.execute(task);
    }

    @Override
    public void sendSoon() {
        sender.wake();
    }

    @Override
    public void end() {
        onEnd.accept(this);
        sender.stop();
    }
}
