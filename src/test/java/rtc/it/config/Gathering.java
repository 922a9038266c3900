package rtc.it.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Participants in some rooms, who send events all the time. Checks what each participant knows of the others. */
final class Gathering implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Participant> all = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor();

    /** From now on, all participants, including those added later, send an event at this interval. */
    void talkEvery(Duration pause) {
        var unused = pulse.scheduleAtFixedRate(
                () -> all.forEach(Participant::speak), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(Participant participant) {
        all.add(participant);
    }

    List<Participant> all() {
        return all;
    }

    /** {@return the milliseconds from {@code since} until every participant knew the right others} */
    long millisUntilRight(long since) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).untilAsserted(() -> assertThat(problems())
                .isEmpty());
        return ClusterClients.millisSince(since);
    }

    /** {@return how many numbers all participants together have received} */
    int received() {
        return all.stream().mapToInt(Participant::received).sum();
    }

    /** {@return the durations for which participants were without service, the shortest first} */
    List<Duration> outages() {
        return all.stream().flatMap(one -> one.outages().stream()).sorted().toList();
    }

    /** {@return how many numbers were duplicated or out of order} */
    int disorder() {
        return all.stream().mapToInt(Participant::disorder).sum();
    }

    /**
     * {@return a description of each participant that lacks another one, shows a ghost, or does not agree with another
     * one on who was first}
     */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Map<String, Map<String, Boolean>> views = new HashMap<>();
        for (Participant participant : all) {
            Map<String, Boolean> view = new HashMap<>();
            for (Participant.Known other : participant.others()) {
                if (view.put(other.id(), other.first()) != null) {
                    problems.add(participant.id() + " shows a ghost beside " + other.id());
                }
            }
            views.put(participant.id(), view);
        }
        for (Participant participant : all) {
            compare(participant, views, problems);
        }
        return problems;
    }

    private void compare(Participant participant, Map<String, Map<String, Boolean>> views, List<String> problems) {
        String id = participant.id();
        Map<String, Boolean> view = new HashMap<>(views.getOrDefault(id, Map.of()));
        for (Participant other : all) {
            if (other != participant && other.room().equals(participant.room())) {
                Boolean first = view.remove(other.id());
                Boolean otherFirst = views.getOrDefault(other.id(), Map.of()).get(id);
                if (first == null) {
                    problems.add(id + " lacks " + other.id());
                } else if (first.equals(otherFirst)) {
                    problems.add(id + " and " + other.id() + " are both first, or none is");
                }
            }
        }
        view.keySet().forEach(ghost -> problems.add(id + " shows the ghost " + ghost));
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        all.forEach(Participant::close);
    }
}
