package rtc.trace;

import java.util.ArrayList;
import java.util.List;

/** Collects violations while the checks run. */
final class Findings {

    private final List<Violation> found = new ArrayList<>();

    void add(Rule rule, Trace where, String what) {
        found.add(new Violation(rule, where.room(), where.peer() + " " + what));
    }

    List<Violation> all() {
        return List.copyOf(found);
    }
}
