package rtc.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a server's answers, printed at the end of a test class. All servers print the same rows, so that the
 * tables can be compared.
 */
final class Answers {

    private final String title;
    private final List<String> rows = new ArrayList<>();

    Answers(String title) {
        this.title = title;
    }

    /** Records a request and its answer, and returns the answer. */
    <T> T note(String asked, T answer) {
        rows.add(String.format("| %-50s | %-30s |", asked, answer));
        return answer;
    }

    void print() {
        System.out.printf("%n%s, %s%n%s%n", title, Deployed.server(), String.join(System.lineSeparator(), rows));
    }
}
