package rtc.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import rtc.BrowserTools;

/** Checks the accessibility of a page by the rules of axe-core. */
final class Axe {

    private static final String RUN = """
            const done = arguments[0];
            axe.run(document, { resultTypes: ["violations"] }).then(
              ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
                nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`))),
              (e) => done([`axe failed: ${e}`]));
            """;

    private final String rules;

    private Axe(String rules) {
        this.rules = rules;
    }

    /** Reads the rules from the installed package. */
    static Axe load() throws IOException, InterruptedException {
        if (!NpmTools.install()) {
            throw BrowserTools.missing("npm installed no axe-core");
        }
        return new Axe(Files.readString(NpmTools.file("axe-core/axe.min.js")));
    }

    /** The violations that axe-core finds in the current state of the page. */
    List<String> violations(Tab tab) {
        tab.run(rules);
        return tab.runAsync(RUN) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of("axe did not answer");
    }
}
