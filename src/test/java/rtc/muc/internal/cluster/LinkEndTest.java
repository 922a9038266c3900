package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;

/**
 * Tests how sessions between two nodes end, and what follows. The peers of the first node are a1, a2, …, those of the
 * second b1, b2, …
 */
final class LinkEndTest {

    private static final long SMALL = 1000;

    private final LinkScene scene = new LinkScene();

    @Test
    void aGapEndsTheSessionAndPeersReturnUnderNewIds() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        ada.told();
        bob.told();

        bob.status("{\"n\":1}");
        scene.b().sends();
        bob.status("{\"n\":2}");
        scene.exchange();
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
        assertThat(bob.told()).containsExactly(LinkScene.left("a1"));

        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        assertThat(ada.told()).containsExactly(new ServerMessage.PeerJoined("b1~2", new JsonText("{\"n\":2}")));
        assertThat(bob.told()).containsExactly(LinkScene.supplement("b1", "a1~2"));

        bob.to("a1~2", "hi");
        bob.to("a1", "hi");
        scene.exchange();
        assertThat(ada.told()).containsExactly(new ServerMessage.From("b1~2", "hi", null));
        assertThat(bob.told()).hasSize(1).first().isInstanceOf(ServerMessage.Failure.class);
    }

    @Test
    void aChangeThatCannotBeAppliedEndsTheSessionAndPeersReturn() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("yard");
        scene.exchange();
        scene.a().failsToWrite(ServerMessage.PeerJoined.class);

        scene.b().join("room");
        assertThatThrownBy(scene::meet).isInstanceOf(OutOfMemoryError.class);
        scene.meet();
        assertThat(scene.a().roster("room")).containsExactly("a1");
        assertThat(scene.a().roster("yard")).isEmpty();

        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        assertThat(scene.a().roster("room")).containsExactlyInAnyOrder("a1", "b2~2");
        assertThat(scene.a().roster("yard")).containsExactly("b1~2");
        assertThat(ada.told()).last().isEqualTo(LinkScene.came("b2~2"));
    }

    @Test
    void peersOfAnEndedSessionLeaveAllOtherRoomsIfOneFailsToRemoveThem() {
        List<String> rooms = List.of("hall", "room", "yard");
        for (String room : rooms) {
            scene.a().join(room);
            scene.b().join(room);
        }
        scene.exchange();
        scene.a().failsToWrite(ServerMessage.PeerLeft.class);

        scene.b().stops();
        assertThatThrownBy(scene::meet).hasRootCauseInstanceOf(OutOfMemoryError.class);
        assertThat(rooms.stream().filter(room -> scene.a().roster(room).size() == 1))
                .hasSize(2);
    }

    @Test
    void aLostLastMessageIsDetectedByTheNextBeat() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        ada.told();

        bob.leave();
        scene.b().sends();
        assertThat(scene.a().roster("room")).containsExactly("a1", "b1");
        scene.b().beats();
        scene.exchange();
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
    }

    @Test
    void silenceEndsTheSession() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        ada.told();

        scene.beatAlone(LinkTimes.DEFAULT.silence());
        assertThat(ada.told()).isEmpty();
        scene.beatAlone(LinkTimes.DEFAULT.beat());
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
    }

    @Test
    void aViewWithoutTheNodeShortensItsSilenceTimeout() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        ada.told();

        scene.a().links().view(2, Set.of("a"));
        scene.beatAlone(LinkTimes.DEFAULT.silenceOutsideView());
        assertThat(ada.told()).isEmpty();
        scene.beatAlone(LinkTimes.DEFAULT.beat());
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
    }

    @Test
    void anOlderViewIsIgnored() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        ada.told();

        scene.a().links().view(3, Set.of("a", "b"));
        scene.a().links().view(2, Set.of("a"));
        scene.beatAlone(LinkTimes.DEFAULT.silenceOutsideView().plus(LinkTimes.DEFAULT.beat()));
        assertThat(ada.told()).isEmpty();
    }

    @Test
    void aNodeDoesNotMistakeItsOwnPauseForSilence() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        ada.told();

        scene.pass(Duration.ofMinutes(1));
        scene.a().beats();
        assertThat(ada.told()).isEmpty();
    }

    @Test
    void peersOfAStoppingNodeLeaveAtOnce() {
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        ada.told();

        scene.b().stops();
        scene.exchange();
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.a().beats();
        scene.b().receives(scene.a().sends());
        assertThat(scene.b().sends()).isEmpty();
    }

    @Test
    void aStoppedNodeSeesNoOtherNodes() {
        scene.a().join("room");
        scene.b().stops();
        scene.b().sends();
        scene.exchange();
        scene.b().links().receive("c", new NodeMessage.Beat(7, 0, false, 0));
        scene.b().runTasks();

        assertThat(scene.b().sends()).isEmpty();
        assertThat(scene.b().roster("room")).isEmpty();
    }

    @Test
    void messagesToAPermanentlyGoneNodeStop() {
        scene.exchange();
        scene.a().links().view(2, Set.of("a"));
        scene.beatAlone(LinkTimes.DEFAULT.farewell());
        scene.a().sends();
        scene.a().beats();
        assertThat(scene.a().sends()).isEmpty();

        scene.a().links().view(3, Set.of("a", "b"));
        scene.a().beats();
        assertThat(scene.a().sends()).hasSize(1);
    }

    @Test
    void aRestartOfANodeEndsItsOldSession() {
        LinkNode.Client bob = scene.b().join("room");
        scene.a().join("room");
        scene.exchange();
        bob.told();

        scene.restart(LinkContext.DEFAULT_BOUND);
        scene.a().receives(List.of());
        scene.b().receives(List.of(new NodeMessage.Beat(7, 0, false, 0)));
        assertThat(bob.told()).containsExactly(LinkScene.left("a1"));
    }

    @Test
    void endsAreCountedAndReportedByTheirReason() {
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        LinkCounts counts = scene.a().links().counts();
        assertThat(counts.begun()).isEqualTo(1);

        bob.status("{\"n\":1}");
        scene.b().sends();
        scene.exchange();
        assertThat(counts.losses()).isEqualTo(1);
        assertThat(scene.b().links().counts().losses()).isZero();
        assertThat(scene.b().links().counts().ended()).isEqualTo(1);
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        scene.beatAlone(LinkTimes.DEFAULT.silence().plus(LinkTimes.DEFAULT.beat()));
        assertThat(counts.silences()).isEqualTo(1);
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        scene.b().stops();
        scene.exchange();

        assertThat(scene.a().sessions()).containsExactly("b", "LOSS", "b", "SILENCE", "b", "STOP");
        assertThat(scene.b().sessions()).containsExactly("a", "OTHER_SIDE", "a", "OTHER_SIDE", "a");
        assertThat(counts.begun()).isEqualTo(counts.ended()).isEqualTo(3);
        assertThat(counts.losses()).isEqualTo(1);
        assertThat(counts.silences()).isEqualTo(1);
        assertThat(counts.overflows()).isZero();
    }

    @Test
    void anOverflowIsCountedOnceAndItsQueueIsNoLongerWaiting() {
        scene.restart(SMALL);
        LinkNode.Client ada = scene.a().join("room");
        scene.b().join("room");
        scene.exchange();
        assertThat(scene.a().links().connected()).isEqualTo(1);
        assertThat(scene.a().links().mostWaitingBytes()).isZero();
        ada.told();
        ada.to("b1", "waits");
        assertThat(scene.a().links().mostWaitingBytes()).isPositive();
        scene.overflow(ada, "b1");

        assertThat(scene.a().links().counts().overflows()).isEqualTo(1);
        assertThat(scene.a().links().counts().ended()).isEqualTo(1);
        assertThat(scene.a().links().connected()).isZero();
        assertThat(scene.a().links().visible()).isEqualTo(1);
        assertThat(scene.a().links().mostWaitingBytes()).isZero();
    }

    @Test
    void anOverflowEndsTheSessionWithALongerPauseEachTime() {
        scene.restart(SMALL);
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        ada.told();
        bob.told();

        scene.overflow(ada, "b1");
        assertThat(ada.told()).contains(LinkScene.left("b1"));
        scene.exchange();
        assertThat(bob.told()).contains(LinkScene.left("a1"));

        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        assertThat(scene.a().roster("room")).containsExactly("a1");
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.exchange();
        assertThat(scene.a().roster("room")).containsExactly("a1", "b1~2");

        ada.told();
        scene.overflow(ada, "b1~2");
        scene.exchange();
        scene.pass(LinkTimes.DEFAULT.hold().multipliedBy(3));
        scene.exchange();
        assertThat(scene.a().roster("room")).containsExactly("a1");
    }

    @Test
    void lateMessagesOfAnEndedSessionAreIgnored() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        bob.status("{\"n\":1}");
        List<NodeMessage> late = scene.b().sends();
        scene.beatAlone(LinkTimes.DEFAULT.silence().plus(LinkTimes.DEFAULT.beat()));
        ada.told();

        scene.a().receives(late);
        scene.pass(LinkTimes.DEFAULT.hold());
        scene.a().receives(late);
        assertThat(ada.told()).isEmpty();
    }
}
