package rtc.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * C5: of what a peer says in its room, another hears a run without gaps, statuses and events together. The run starts
 * with the status by which they met; an event that was sent before the sender knew of the other may have come too
 * early. It goes on to the end, unless one of the two ended: what lacks there is C6, or C4 for a status.
 */
final class Streams {

    /** Who hears, from whom, and how far. */
    private static final class Run {
        private final Crowd.Member listener;
        private final Crowd.Member speaker;
        private int next;
        private boolean started;

        Run(Crowd.Member listener, Crowd.Member speaker) {
            this.listener = listener;
            this.speaker = speaker;
        }

        /** {@return whether the listener hears such a message, if all goes well} */
        boolean concerns(Sent message) {
            return message instanceof Sent.To to
                    ? to.peer().equals(listener.id())
                    : !listener.equals(speaker) && message instanceof Sent.Status;
        }

        /** {@return whether it may have come before the listener was in the room} */
        boolean maybeTooEarly(Trace.Saying saying) {
            Encounters.Meeting meeting = speaker.encounters().with(listener.id());
            boolean known = listener.equals(speaker) || (meeting != null && meeting.at() < saying.heard());
            return !started && !known && saying.message() instanceof Sent.To;
        }

        List<Trace.Saying> said() {
            return speaker.said();
        }
    }

    private final Crowd crowd;
    private final Findings findings;

    Streams(Crowd crowd, Findings findings) {
        this.crowd = crowd;
        this.findings = findings;
    }

    void check() {
        crowd.members().forEach(this::check);
    }

    private void check(Crowd.Member listener) {
        Map<String, Run> runs = new HashMap<>();
        for (Received message : listener.trace().received()) {
            if (message instanceof Received.Joined joined) {
                joined.peers().forEach((peer, status) -> meet(runs, listener, peer, status));
                meetItself(runs, listener);
            } else if (message instanceof Received.PeerJoined came) {
                meet(runs, listener, came.peer(), came.status());
            } else if (message instanceof Received.PeerStatus changed) {
                hear(runs.get(changed.peer()), new Sent.Status(changed.status()));
            } else if (message instanceof Received.From from) {
                hear(runs.get(from.peer()), new Sent.To(listener.id(), from.event(), from.data()));
            }
        }
        runs.values().forEach(this::end);
    }

    private static void meetItself(Map<String, Run> runs, Crowd.Member listener) {
        runs.computeIfAbsent(listener.id(), id -> new Run(listener, listener)).started = true;
    }

    private void meet(Map<String, Run> runs, Crowd.Member listener, String peer, String status) {
        Crowd.Member speaker = crowd.roommate(listener, peer);
        if (speaker == null || runs.containsKey(peer)) {
            return;
        }
        Run run = new Run(listener, speaker);
        runs.put(peer, run);
        List<Trace.Saying> said = speaker.said();
        while (run.next < said.size()
                && !status.equals(said.get(run.next).message().status())) {
            run.next++;
        }
        if (run.next++ == said.size() && speaker.trace().joined()) {
            findings.add(
                    Rule.FIFO, listener.trace(), "meets %s with a status it never had: %s".formatted(peer, status));
        }
    }

    private void hear(@Nullable Run run, Sent message) {
        if (run == null || !run.speaker.trace().joined()) {
            return;
        }
        Trace listener = run.listener.trace();
        for (int at = run.next; at < run.said().size(); at++) {
            Trace.Saying saying = run.said().get(at);
            if (saying.message().equals(message) && run.concerns(message)) {
                run.next = at + 1;
                run.started = true;
                return;
            } else if (run.concerns(saying.message()) && !run.maybeTooEarly(saying)) {
                findings.add(
                        Rule.FIFO,
                        listener,
                        "gets %s of %s where %s is due".formatted(message, run.speaker.id(), saying.message()));
                skipTo(run, message);
                return;
            }
        }
        findings.add(Rule.FIFO, listener, "gets %s of %s, again or never said".formatted(message, run.speaker.id()));
    }

    private static void skipTo(Run run, Sent message) {
        for (int at = run.next; at < run.said().size(); at++) {
            if (run.said().get(at).message().equals(message)) {
                run.next = at + 1;
                return;
            }
        }
    }

    private void end(Run run) {
        Trace listener = run.listener.trace();
        if (!listener.live() || run.speaker.trace().end() == Trace.End.ENDED) {
            return;
        }
        for (Trace.Saying saying : run.said()
                .subList(Math.min(run.next, run.said().size()), run.said().size())) {
            if (run.concerns(saying.message()) && !run.maybeTooEarly(saying)) {
                Rule rule = saying.message() instanceof Sent.To ? Rule.DELIVERED_OR_TOLD : Rule.ONE_ORDER;
                findings.add(rule, listener, "never gets %s of %s".formatted(saying.message(), run.speaker.id()));
                return;
            }
        }
    }
}
