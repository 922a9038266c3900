package rtc.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of what one server answered, printed at the end of a test class. Each server prints the same table, so that
 * two of them can be laid side by side.
 */
final class Answers {

    private final String title;
    private final List<String> rows = new ArrayList<>();

    Answers(String title) {
        this.title = title;
    }

    /** Notes what was asked and what came, and returns the latter. */
    <T> T note(String asked, T answer) {
        rows.add(String.format("| %-50s | %-30s |", asked, answer));
        return answer;
    }

    void print() {
        System.out.printf("%n%s, %s%n%s%n", title, Deployed.server(), String.join(System.lineSeparator(), rows));
    }
}
