package rtc.signaling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer whose time passes only when the test calls {@link #pass}. */
public final class ManualTimer implements Timer {

    private record Task(Duration due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public Subscription after(Duration delay, Runnable action) {
        var task = new Task(now.plus(delay), action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    public void pass(Duration time) {
        now = now.plus(time);
        var due = tasks.stream().filter(task -> task.due.compareTo(now) <= 0).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.action.run());
    }

    public boolean isIdle() {
        return tasks.isEmpty();
    }
}
