package rtc.muc.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SharedTaskTest {

    private final SharedTask task = new SharedTask();

    @Test
    void requestsDuringARunCauseOneMoreRun() {
        assertThat(task.request()).isTrue();
        assertThat(task.request()).isFalse();
        assertThat(task.request()).isFalse();

        assertThat(task.again()).as("one run answers both").isTrue();
        assertThat(task.again()).isFalse();
        assertThat(task.request()).as("afterwards it is free").isTrue();
        assertThat(task.again()).isFalse();
    }

    @Test
    void noRequestIsLostAndOneThreadRunsAtATime() throws Exception {
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] taken = new int[1];
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        waiting.incrementAndGet();
                        run(waiting, running, overlaps, taken);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(overlaps).hasValue(0);
        assertThat(waiting).hasValue(0);
        assertThat(taken[0]).isEqualTo(200_000);
    }

    private void run(AtomicInteger waiting, AtomicInteger running, AtomicInteger overlaps, int[] taken) {
        if (task.request()) {
            do {
                overlaps.addAndGet(running.getAndIncrement());
                taken[0] += waiting.getAndSet(0);
                running.decrementAndGet();
            } while (task.again());
        }
    }
}
