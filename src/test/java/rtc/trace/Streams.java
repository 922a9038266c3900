package rtc.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks C5: of the statuses and events that a peer sends in its room, another peer receives a run without gaps, except
 * that a status may be missing if a newer one follows. The run starts with the status with which the two met; events
 * that were sent before the sender knew the recipient may have been too early for it. If the recipient is live and the
 * sender is live or has left, the run continues to the last message: an event that is missing at the end violates C6,
 * and a status C4. Where statuses are {@linkplain TraceChecker#withLateStatuses late}, a status may arrive after events
 * that were sent later, but never before events that were sent earlier.
 */
final class Streams {

    /** The messages from one peer to another, and how far they were received. */
    private static final class Run {
        private final Crowd.Member listener;
        private final Crowd.Member speaker;
        private final boolean late;
        private int next;
        private int nextStatus;
        private boolean started;

        Run(Crowd.Member listener, Crowd.Member speaker, boolean late) {
            this.listener = listener;
            this.speaker = speaker;
            this.late = late;
        }

        /** {@return the next position at which the listener may receive this message; -1 if there is none} */
        int find(Sent message) {
            for (int at = message instanceof Sent.Status ? nextStatus : next; at < said().size(); at++) {
                if (said().get(at).message().equals(message) && concerns(message)) {
                    return at;
                }
            }
            return -1;
        }

        /**
         * {@return the first message that the listener should have received before this one, but did not; null if there
         * is none}
         */
        Trace.@Nullable Saying missingBefore(int at) {
            boolean lateStatusesCount = !late || said().get(at).message() instanceof Sent.Status;
            for (int before = Math.min(next, nextStatus); before < at; before++) {
                Trace.Saying saying = said().get(before);
                boolean status = saying.message() instanceof Sent.Status;
                if (before >= (status ? nextStatus : next) && (lateStatusesCount || !status) && isMissed(before)) {
                    return saying;
                }
            }
            return null;
        }

        /** {@return the first message that the listener should have received, but never did; null if there is none} */
        Trace.@Nullable Saying missingAtTheEnd() {
            for (int at = Math.min(next, nextStatus); at < said().size(); at++) {
                boolean status = said().get(at).message() instanceof Sent.Status;
                boolean goneWithItsPeer = status && late && !speaker.trace().live();
                if (at >= (status ? nextStatus : next) && isMissed(at) && !goneWithItsPeer) {
                    return said().get(at);
                }
            }
            return null;
        }

        void heard(int at) {
            boolean status = said().get(at).message() instanceof Sent.Status;
            started |= !status || !late;
            if (status || !late) {
                nextStatus = Math.max(nextStatus, at + 1);
            }
            next = Math.max(next, at + 1);
        }

        private boolean isMissed(int at) {
            Trace.Saying saying = said().get(at);
            return concerns(saying.message()) && !maybeTooEarly(saying) && !isOutdated(at);
        }

        /** {@return whether the listener should receive this message} */
        private boolean concerns(Sent message) {
            return message instanceof Sent.To to
                    ? to.peer().equals(listener.id())
                    : !listener.equals(speaker) && message instanceof Sent.Status;
        }

        /** {@return whether the message may have arrived before the listener was in the room} */
        private boolean maybeTooEarly(Trace.Saying saying) {
            Encounters.Meeting meeting = speaker.encounters().with(listener.id());
            boolean known = listener.equals(speaker) || (meeting != null && meeting.at() < saying.heard());
            return !started && !known && saying.message() instanceof Sent.To;
        }

        private boolean isOutdated(int at) {
            return said().get(at).message() instanceof Sent.Status
                    && said().subList(at + 1, said().size()).stream()
                            .anyMatch(later -> later.message() instanceof Sent.Status);
        }

        private List<Trace.Saying> said() {
            return speaker.said();
        }
    }

    private final Crowd crowd;
    private final boolean late;
    private final Findings findings;

    Streams(Crowd crowd, boolean late, Findings findings) {
        this.crowd = crowd;
        this.late = late;
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

    private void meetItself(Map<String, Run> runs, Crowd.Member listener) {
        runs.computeIfAbsent(listener.id(), id -> new Run(listener, listener, late)).started = true;
    }

    private void meet(Map<String, Run> runs, Crowd.Member listener, String peer, String status) {
        Crowd.Member speaker = crowd.roommate(listener, peer);
        if (speaker == null || runs.containsKey(peer)) {
            return;
        }
        Run run = new Run(listener, speaker, late);
        runs.put(peer, run);
        List<Trace.Saying> said = speaker.said();
        int at = 0;
        while (at < said.size() && !status.equals(said.get(at).message().status())) {
            at++;
        }
        if (at == said.size() && speaker.trace().joined()) {
            findings.add(
                    Rule.FIFO, listener.trace(), "meets %s with a status it never had: %s".formatted(peer, status));
        }
        run.nextStatus = at + 1;
        run.next = at + 1;
    }

    private void hear(@Nullable Run run, Sent message) {
        if (run == null || !run.speaker.trace().joined()) {
            return;
        }
        Trace listener = run.listener.trace();
        int at = run.find(message);
        if (at < 0) {
            findings.add(
                    Rule.FIFO, listener, "gets %s of %s, again or never said".formatted(message, run.speaker.id()));
            return;
        }
        Trace.@Nullable Saying missing = run.missingBefore(at);
        if (missing != null) {
            findings.add(
                    Rule.FIFO,
                    listener,
                    "gets %s of %s where %s is due".formatted(message, run.speaker.id(), missing.message()));
        }
        run.heard(at);
    }

    private void end(Run run) {
        Trace listener = run.listener.trace();
        if (!listener.live() || run.speaker.trace().end() == Trace.End.ENDED) {
            return;
        }
        Trace.@Nullable Saying missing = run.missingAtTheEnd();
        if (missing != null) {
            Rule rule = missing.message() instanceof Sent.To ? Rule.DELIVERED_OR_TOLD : Rule.ONE_ORDER;
            findings.add(rule, listener, "never gets %s of %s".formatted(missing.message(), run.speaker.id()));
        }
    }
}
