package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which links are forgotten. The peers of the first node are a1, a2, …, those of the second b1, b2, … */
final class LinkForgettingTest {

    private final LinkScene scene = new LinkScene();

    @BeforeEach
    void meet() {
        scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
    }

    @Test
    void theLinkToANodeThatIsGoneIsForgotten() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.forgetting().minus(LinkTimes.DEFAULT.beat()));
        assertThat(scene.a().forgotten()).isZero();
        scene.beatAlone(LinkTimes.DEFAULT.beat().multipliedBy(2));

        assertThat(scene.a().forgotten()).isEqualTo(1);
        scene.a().sends();
        scene.a().beats();
        scene.a().stops();
        assertThat(scene.a().sends()).isEmpty();
    }

    @Test
    void theLinkToASilentNodeInTheViewIsRetained() {
        scene.beatAlone(LinkTimes.DEFAULT.forgetting().multipliedBy(2));

        assertThat(scene.a().forgotten()).isZero();
        scene.a().sends();
        scene.a().beats();
        assertThat(scene.a().sends()).hasSize(1);
    }

    @Test
    void theLinkToANodeOutsideTheViewThatStillSendsIsRetained() {
        leave();
        for (Duration passed = Duration.ZERO;
                passed.compareTo(LinkTimes.DEFAULT.forgetting()) < 0;
                passed = passed.plus(Duration.ofSeconds(1))) {
            scene.pass(Duration.ofSeconds(1));
            scene.exchange();
        }
        scene.pass(LinkTimes.DEFAULT.beat());
        scene.exchange();

        assertThat(scene.a().forgotten()).isZero();
        assertThat(scene.a().roster("room")).containsExactly("a1", "b1");
    }

    @Test
    void aNodeThatReturnsWithTheSameAddressPresentsItsPeersUnderNewIds() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.forgetting().plus(LinkTimes.DEFAULT.beat()));
        assertThat(scene.a().forgotten()).isEqualTo(1);
        scene.a().sends();
        scene.a().links().view(3, Set.of("a", "b"));
        scene.exchange();
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();

        assertThat(scene.b().roster("room")).containsExactly("b1", "a1~2");
        assertThat(scene.a().roster("room")).containsExactly("a1", "b1~2");
    }

    @Test
    void aNodeThatReturnsWithoutAViewMeetsAgain() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.forgetting().plus(LinkTimes.DEFAULT.beat()));
        scene.a().sends();
        scene.exchange();
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();

        assertThat(scene.b().roster("room")).containsExactly("b1", "a1~2");
    }

    @Test
    void aForgottenLinkIsReplacedIfTheViewStillContainsTheNode() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.forgetting());
        scene.pass(LinkTimes.DEFAULT.beat().multipliedBy(2));
        scene.a().links().tick();
        scene.a().links().view(3, Set.of("a", "b"));
        scene.a().runTasks();
        scene.a().sends();
        scene.a().beats();

        assertThat(scene.a().sends()).isNotEmpty();
    }

    @Test
    void aStoppingNodeSendsNothingToANodeThatSeemsToBeGone() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.farewell());
        scene.a().sends();
        scene.a().stops();

        assertThat(scene.a().sends()).isEmpty();
    }

    @Test
    void aStoppingNodeNotifiesASilentNodeInTheView() {
        scene.beatAlone(LinkTimes.DEFAULT.farewell().multipliedBy(2));
        scene.a().sends();
        scene.a().stops();

        assertThat(scene.a().sends()).hasSize(1).first().isInstanceOf(NodeMessage.Bye.class);
    }

    @Test
    void messagesThatWaitForAForgottenLinkAreIgnored() {
        leave();
        scene.beatAlone(LinkTimes.DEFAULT.forgetting());
        scene.pass(LinkTimes.DEFAULT.beat().multipliedBy(2));
        scene.a().links().tick();
        scene.a().links().receive("b", new NodeMessage.Beat(7, 0, false, 0));
        scene.a().runTasks();
        assertThat(scene.a().forgotten()).isEqualTo(1);
        scene.a().sends();

        scene.a().receives(List.of(new NodeMessage.Beat(7, 0, false, 0)));
        assertThat(scene.a().sends()).isNotEmpty();
    }

    /** Removes the second node from the first node's view. */
    private void leave() {
        scene.a().links().view(2, Set.of("a"));
    }
}
