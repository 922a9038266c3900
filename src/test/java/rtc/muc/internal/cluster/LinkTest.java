package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * Tests what two nodes send each other in one session. The peers of the first node are a1, a2, …, those of the second
 * b1, b2, …
 */
final class LinkTest {

    private static final long SMALL = 1000;

    private final LinkScene scene = new LinkScene();

    @Test
    void nodesThatMeetPresentTheirPeers() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        LinkNode.Client eve = scene.b().join("elsewhere");
        scene.exchange();

        assertThat(scene.a().roster("room")).containsExactly("a1", "b1");
        assertThat(scene.b().roster("room")).containsExactly("b1", "a1");
        assertThat(scene.a().roster("elsewhere")).containsExactly("b2");
        assertThat(ada.told()).containsExactly(LinkScene.joined("a1"), LinkScene.came("b1"));
        assertThat(bob.told()).containsExactly(LinkScene.joined("b1"), LinkScene.supplement("b1", "a1"));
        assertThat(eve.told()).containsExactly(LinkScene.joined("b2"));
    }

    @Test
    void aPeersActionsAreReportedOnTheOtherNode() {
        LinkNode.Client ada = scene.a().join("room");
        scene.exchange();
        ada.told();

        LinkNode.Client bob = scene.b().join("room");
        bob.status("{\"n\":1}");
        bob.to("a1", "hi");
        bob.leave();
        scene.exchange();
        assertThat(ada.told())
                .containsExactly(
                        LinkScene.came("b1"),
                        new ServerMessage.PeerStatus("b1", new JsonText("{\"n\":1}")),
                        new ServerMessage.From("b1", "hi", null),
                        LinkScene.left("b1"));
        assertThat(scene.a().roster("room")).containsExactly("a1");
    }

    @Test
    void oneOfTwoCrossingJoinsIsSupplementary() {
        scene.exchange();
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();

        assertThat(ada.told()).containsExactly(LinkScene.joined("a1"), LinkScene.came("b1"));
        assertThat(bob.told()).containsExactly(LinkScene.joined("b1"), LinkScene.supplement("b1", "a1"));
    }

    @Test
    void messagesAreNotAppliedBeforeBothSidesKnowTheSessionNumbers() {
        scene.b().join("room");
        List<NodeMessage> greeting = scene.b().sends();
        scene.a().sends();
        scene.a().receives(greeting);

        assertThat(scene.a().sends()).hasSize(1).first().isInstanceOf(NodeMessage.Beat.class);
        assertThat(scene.a().roster("room")).isEmpty();
    }

    @Test
    void aDuplicateMessageIsAppliedOnce() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        ada.told();

        bob.to("a1", "hi");
        List<NodeMessage> sent = scene.b().sends();
        scene.a().receives(sent);
        scene.a().receives(sent);
        assertThat(ada.told()).hasSize(1);
        assertThat(scene.a().sends()).isEmpty();
    }

    @Test
    void presentationsDoNotCountAgainstTheQueueBound() {
        scene.restart(SMALL);
        List<LinkNode.Client> crowd = new ArrayList<>();
        for (int peer = 0; peer < 50; peer++) {
            crowd.add(scene.a().join("room"));
        }
        scene.exchange();
        assertThat(scene.b().roster("room")).hasSameSizeAs(crowd);
    }

    @Test
    void aPeerThatLeavesDuringThePresentationLeavesNoGhost() {
        LinkNode.Client ada = scene.a().join("room");
        scene.meet();
        ada.leave();
        scene.exchange();
        assertThat(scene.b().roster("room")).isEmpty();
    }
}
