package rtc.muc.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rtc.muc.EndReason;
import rtc.muc.RoomName;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PeerControl;
import rtc.muc.internal.room.RosterEntry;

/**
 * Tests what an application can do on one node with the peers of another node. The peers of the first node are a1, a2,
 * …, those of the second b1, b2, …
 */
final class LinkRequestTest {

    private static final RoomName ROOM = new RoomName("room");
    private static final ServerMessage.ServerEvent NOTICE = new ServerMessage.ServerEvent("notice", new JsonText("1"));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LinkScene scene = new LinkScene();

    @Test
    void everyPeerIsListedWithItsNode() {
        scene.a().join("room");
        scene.b().join("room", "bob");
        scene.exchange();

        List<RosterEntry> shown = scene.a().rooms().peers(ROOM);
        assertThat(shown).extracting(RosterEntry::node).containsExactly("node-a", "node-b");
        assertThat(shown.get(1).identity().principal()).contains("bob");
        assertThat(scene.b().rooms().peers(ROOM)).extracting(RosterEntry::node).containsExactly("node-b", "node-a");
    }

    @Test
    void anApplicationEventReachesAPeerOfAnotherNode() {
        LinkNode.Client bob = scene.b().join("room", "bob");
        LinkNode.Client deaf = scene.b().join("room");
        scene.exchange();
        bob.told();
        deaf.told();

        assertThat(control().send(ROOM, "b1", NOTICE)).isTrue();
        assertThat(control().send(ROOM, "b2", NOTICE)).isFalse();
        assertThat(control().send(ROOM, "b3", NOTICE)).isFalse();
        assertThat(control().send(new RoomName("elsewhere"), "b1", NOTICE)).isFalse();
        scene.exchange();
        assertThat(bob.told()).containsExactly(NOTICE);
        assertThat(deaf.told()).isEmpty();
    }

    @Test
    void anEventForAllPeersNeedsOneMessagePerNode() {
        LinkNode.Client ada = scene.a().join("room", "ada");
        LinkNode.Client bob = scene.b().join("room", "bob");
        LinkNode.Client eve = scene.b().join("room", "eve");
        scene.b().join("room");
        scene.exchange();
        List.of(ada, bob, eve).forEach(LinkNode.Client::told);

        assertThat(control().sendToAll(ROOM, NOTICE)).isEqualTo(3);
        List<NodeMessage> sent = scene.a().sends();
        assertThat(sent)
                .extracting(message -> ((NodeMessage.Numbered) message).change())
                .containsExactly(new NodeMessage.Request(new NodeRequest.SendToAll(ROOM, NOTICE)));
        scene.b().receives(sent);
        assertThat(List.of(ada, bob, eve)).extracting(LinkNode.Client::told).containsOnly(List.of(NOTICE));
    }

    @Test
    void aPeerOfAnotherNodeCanBeEnded() {
        LinkNode.Client ada = scene.a().join("room");
        LinkNode.Client bob = scene.b().join("room");
        scene.exchange();
        ada.told();

        assertThat(control().end(ROOM, "b1")).isTrue();
        assertThat(control().end(ROOM, "b2")).isFalse();
        scene.exchange();
        assertThat(bob.ending()).isEqualTo(EndReason.REMOVED);
        assertThat(ada.told()).containsExactly(LinkScene.left("b1"));
        assertThat(control().end(ROOM, "b1")).isFalse();
    }

    @Test
    void aPeerPresentedUnderANewIdIsReachedByItsIdOnAnyNode() {
        LinkNode.Client bob = scene.b().join("room", "bob");
        scene.exchange();
        loseEachOther();
        assertThat(scene.a().roster("room")).containsExactly("b1~2");
        bob.told();

        assertThat(control().send(ROOM, "b1~2", NOTICE)).isTrue();
        assertThat(control().send(ROOM, "b1", NOTICE)).isTrue();
        assertThat(control().send(ROOM, "b1~3", NOTICE))
                .as("as on a third node")
                .isTrue();
        assertThat(scene.b().rooms().control().send(ROOM, "b1~2", NOTICE))
                .as("on its own node")
                .isTrue();
        scene.exchange();
        assertThat(bob.told()).containsExactly(NOTICE, NOTICE, NOTICE, NOTICE);
        assertThat(control().end(ROOM, "b1")).isTrue();
        scene.exchange();
        assertThat(bob.ending()).isEqualTo(EndReason.REMOVED);
    }

    @Test
    void requestsThatOverflowTheQueueAreRefused() {
        scene.b().join("room", "bob");
        scene.restart(2000);
        scene.exchange();
        ServerMessage.ServerEvent large = new ServerMessage.ServerEvent("notice", new JsonText("1".repeat(500)));

        assertThat(control().send(ROOM, "b1", large)).isTrue();
        assertThat(control().send(ROOM, "b1", large)).isFalse();
        assertThat(control().sendToAll(ROOM, NOTICE)).isZero();
        assertThat(control().end(ROOM, "b1")).isFalse();
    }

    @Test
    void anEventThatExceedsTheQueueByItselfIsRefusedAndTheSessionContinues() {
        LinkNode.Client bob = scene.b().join("room", "bob");
        scene.restart(2000);
        LinkNode.Client ada = scene.a().join("room", "ada");
        scene.exchange();
        bob.told();
        ada.told();
        ServerMessage.ServerEvent large = new ServerMessage.ServerEvent("notice", new JsonText("1".repeat(900)));

        assertThat(control().send(ROOM, "b1", large)).isFalse();
        assertThat(control().sendToAll(ROOM, large)).isEqualTo(1);
        ada.to("b1", "e".repeat(900));
        scene.exchange();
        assertThat(ada.told()).hasSize(2).last().isInstanceOf(ServerMessage.Failure.class);
        assertThat(bob.told()).isEmpty();
        assertThat(control().send(ROOM, "b1", NOTICE)).isTrue();
        scene.exchange();
        assertThat(bob.told()).containsExactly(NOTICE);
    }

    @Test
    void anIdentityIsEndedOnAllNodes() {
        LinkNode.Client ada = scene.a().join("room", "ada");
        LinkNode.Client adaToo = scene.b().join("yard", "ada");
        LinkNode.Client bob = scene.b().join("yard", "bob");
        scene.exchange();

        assertThat(control().end("ada")).isEqualTo(2);
        scene.exchange();
        assertThat(ada.ending()).isEqualTo(EndReason.REMOVED);
        assertThat(adaToo.ending()).isEqualTo(EndReason.REMOVED);
        assertThat(bob.ending()).isNull();
        assertThat(scene.a().roster("yard")).containsExactly("b2");
    }

    @Test
    void aBanAppliesAndExpiresOnAllNodes() {
        LinkNode.Client bob = scene.b().join("room", "bob");
        scene.exchange();

        assertThat(control().ban("bob", MINUTE)).isEqualTo(1);
        scene.exchange();
        assertThat(bob.ending()).isEqualTo(EndReason.REMOVED);
        assertThat(scene.b().join("room", "bob").ending()).isEqualTo(EndReason.REMOVED);
        scene.pass(MINUTE);
        assertThat(scene.b().join("room", "bob").ending()).isNull();
    }

    @Test
    void aLaterNodeReceivesBansWithTheirRemainingTime() {
        assertThat(scene.b().rooms().control().ban("ada", MINUTE)).isZero();
        scene.pass(MINUTE.dividedBy(2));
        scene.restart(LinkContext.DEFAULT_BOUND);
        LinkNode.Client ada = scene.a().join("room", "ada");
        scene.exchange();

        assertThat(ada.ending()).isEqualTo(EndReason.REMOVED);
        assertThat(control().isBanned("ada")).isTrue();
        scene.pass(MINUTE.dividedBy(2));
        assertThat(control().isBanned("ada")).isFalse();
    }

    @Test
    void aBanLiftedWhileANodeWasAwayDoesNotReturnWithIt() {
        control().ban("bob", MINUTE);
        scene.exchange();
        assertThat(scene.b().rooms().control().isBanned("bob")).isTrue();

        scene.beatAlone(Duration.ofSeconds(11));
        assertThat(control().unban("bob")).isTrue();
        scene.exchange();
        assertThat(scene.b().rooms().control().isBanned("bob")).isTrue();
        scene.pass(Duration.ofSeconds(2));
        scene.exchange();
        scene.exchange();
        assertThat(scene.b().rooms().control().isBanned("bob")).isFalse();
        assertThat(control().isBanned("bob")).isFalse();
    }

    @Test
    void anyNodeCanLiftABan() {
        control().ban("bob", MINUTE);
        scene.exchange();

        assertThat(scene.b().rooms().control().unban("bob")).isTrue();
        assertThat(scene.b().rooms().control().unban("bob")).isFalse();
        scene.exchange();
        assertThat(control().isBanned("bob")).isFalse();
        control().ban("bob", MINUTE);
        scene.exchange();
        assertThat(scene.b().rooms().control().isBanned("bob")).isTrue();
    }

    @Test
    void aMissedResumeIsReportedToCurrentAndLaterNodes() {
        List<NodeRequest.MissedResume> told = new ArrayList<>();
        scene.b().rooms().control().onMissedResume(told::add);
        NodeRequest.MissedResume resume = missed(Duration.ofSeconds(2));
        control().missedResume(resume);
        scene.pass(Duration.ofSeconds(3));
        scene.exchange();
        assertThat(told).containsExactly(missed(Duration.ofSeconds(5)));

        told.clear();
        control().missedResume(resume);
        scene.exchange();
        assertThat(told).containsExactly(resume);
    }

    private static NodeRequest.MissedResume missed(Duration age) {
        return new NodeRequest.MissedResume(ROOM, Optional.of("ada"), "key", age);
    }

    private PeerControl control() {
        return scene.a().rooms().control();
    }

    /** Loses a message, so that the session ends; after a pause, a new session begins. */
    private void loseEachOther() {
        LinkNode.Client eve = scene.b().join("elsewhere");
        scene.b().sends();
        eve.leave();
        scene.exchange();
        scene.pass(Duration.ofSeconds(2));
        scene.exchange();
        scene.exchange();
    }
}
