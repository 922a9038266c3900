package rtc.trace;

import java.util.HashMap;
import java.util.Map;

/**
 * Checks C6 by counting, because an {@code error} does not identify the event that it answers. A sender receives at
 * most as many errors as there are events that it sent and that were not delivered. A live sender receives at least as
 * many errors as there are such events to recipients that have not ended, and an answer to its join.
 */
final class Delivery {

    private final Crowd crowd;
    private final Findings findings;

    Delivery(Crowd crowd, Findings findings) {
        this.crowd = crowd;
        this.findings = findings;
    }

    void check() {
        Map<String, Map<String, Integer>> delivered = new HashMap<>();
        for (Crowd.Member recipient : crowd.members()) {
            for (Received message : recipient.trace().received()) {
                if (message instanceof Received.From from) {
                    delivered
                            .computeIfAbsent(from.peer(), sender -> new HashMap<>())
                            .merge(recipient.id(), 1, Integer::sum);
                }
            }
        }
        crowd.members().forEach(this::checkJoin);
        crowd.members().forEach(sender -> check(sender, delivered.getOrDefault(sender.id(), Map.of())));
    }

    private void checkJoin(Crowd.Member member) {
        Trace trace = member.trace();
        boolean asked = trace.sent().stream().anyMatch(saying -> saying.message() instanceof Sent.Join);
        boolean told = trace.received().stream().anyMatch(Received.Failure.class::isInstance);
        if (trace.live() && asked && !trace.joined() && !told) {
            findings.add(Rule.DELIVERED_OR_TOLD, trace, "said join, and was neither let in nor refused");
        }
    }

    private void check(Crowd.Member sender, Map<String, Integer> delivered) {
        Map<String, Integer> lost = new HashMap<>();
        for (Trace.Saying saying : sender.said()) {
            if (saying.message() instanceof Sent.To to) {
                lost.merge(to.peer(), 1, Integer::sum);
            }
        }
        delivered.forEach((recipient, count) -> lost.merge(recipient, -count, Integer::sum));
        int most = lost.values().stream().mapToInt(Integer::intValue).sum();
        int least = lost.entrySet().stream()
                .filter(entry -> !isOver(sender, entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
        long told = sender.trace().received().stream()
                .filter(message -> message.equals(new Received.Failure("unknown_peer")))
                .count();
        if (told > most || (sender.trace().live() && told < least)) {
            findings.add(
                    Rule.DELIVERED_OR_TOLD,
                    sender.trace(),
                    "gets %d errors for %d to %d events that were not delivered".formatted(told, least, most));
        }
    }

    private boolean isOver(Crowd.Member sender, String recipient) {
        Crowd.Member roommate = crowd.roommate(sender, recipient);
        return roommate != null && !roommate.trace().live();
    }
}
