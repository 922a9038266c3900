package rtc.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The stand-in nodes behind a balancer, which start before each test and are closed after it. */
final class StandInNodes implements BeforeEachCallback, AfterEachCallback {

    private final List<String> names;
    private final List<StandInNode> nodes = new ArrayList<>();

    StandInNodes(String... names) {
        this.names = List.of(names);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        for (String name : names) {
            nodes.add(new StandInNode(name));
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        for (StandInNode node : nodes) {
            node.close();
        }
        nodes.clear();
    }

    List<StandInNode> all() {
        return nodes;
    }

    StandInNode get(int index) {
        return nodes.get(index);
    }

    StandInNode named(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<Integer> ports() {
        return nodes.stream().map(StandInNode::port).toList();
    }
}
