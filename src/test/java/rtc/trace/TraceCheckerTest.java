package rtc.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static rtc.trace.TraceScript.peer;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The checker accepts valid traces, and reports the right rule for invalid traces. */
final class TraceCheckerTest {

    private static void accepts(Trace... traces) {
        assertThat(new TraceChecker(List.of(traces)).violations()).isEmpty();
    }

    private static void refuses(Rule rule, Trace... traces) {
        assertThat(new TraceChecker(List.of(traces)).violations())
                .isNotEmpty()
                .extracting(Violation::rule)
                .containsOnly(rule);
    }

    /** For traces that inevitably violate another rule as well. */
    private static void refusesAlsoBy(Rule rule, Trace... traces) {
        assertThat(new TraceChecker(List.of(traces)).violations())
                .extracting(Violation::rule)
                .contains(rule);
    }

    @Nested
    @DisplayName("Accepted")
    final class Accepted {

        @Test
        void anEmptyListOfTraces() {
            accepts();
        }

        @Test
        void aCallBetweenTwoPeers() {
            Trace a = peer("a")
                    .joins("a0")
                    .sees("b", "b0")
                    .sends("b", "offer")
                    .sets("a1")
                    .gets("b", "answer")
                    .seesStatus("b", "b1")
                    .seesOff("b")
                    .live();
            Trace b = peer("b")
                    .joins("b0", "a", "a0")
                    .gets("a", "offer")
                    .sends("a", "answer")
                    .seesStatus("a", "a1")
                    .sets("b1")
                    .left();
            accepts(a, b);
            assertThat(new TraceChecker(List.of(a, b)).roster("room")).isEqualTo(Map.of("a", "a1"));
            assertThat(new TraceChecker(List.of(a, b)).messages()).isEqualTo(8);
        }

        @Test
        void aJoinerThatFindsTheLatestStatus() {
            accepts(
                    peer("a").joins("a0").sets("a1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a1").live());
        }

        @Test
        void eventsToOneself() {
            accepts(peer("a").joins("a0").sends("a", "1").gets("a", "1").live());
        }

        @Test
        void anEventToAnUnknownPeerThatIsRefused() {
            accepts(peer("a").joins("a0").sends("constructor", "1").isRefused().live());
        }

        @Test
        void aPeerThatSeesOnlyTheNewestStatus() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .sets("a1")
                            .sends("b", "1")
                            .sets("a2")
                            .sets("a3")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .gets("a", "1")
                            .seesStatus("a", "a3")
                            .live(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesStatus("a", "a1")
                            .seesStatus("a", "a2")
                            .seesStatus("a", "a3")
                            .live());
        }

        @Test
        void aPeerThatEndsBeforeTheNewestStatus() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sets("a1")
                            .sees("c", "c0")
                            .sets("a2")
                            .seesOff("b")
                            .live(),
                    peer("b").joins("b0", "a", "a0").sees("c", "c0").ended(),
                    peer("c")
                            .joins("c0", "a", "a1", "b", "b0")
                            .seesStatus("a", "a2")
                            .seesOff("b")
                            .live());
        }

        @Test
        void aStatusAfterLaterEventsOnlyIfStatusesMayBeDelayed() {
            List<Trace> traces = List.of(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sets("a1")
                            .sends("b", "1")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .gets("a", "1")
                            .seesStatus("a", "a1")
                            .live());
            assertThat(TraceChecker.withLateStatuses(traces).violations()).isEmpty();
            refuses(Rule.FIFO, traces.toArray(Trace[]::new));
        }

        @Test
        void anEventRefusedBecauseItsRecipientHasNotJoined() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sends("b", "1")
                            .isRefused()
                            .sees("b", "b0")
                            .sends("b", "2")
                            .live(),
                    peer("b").joins("b0", "a", "a0").gets("a", "2").live());
        }

        @Test
        void anEventToAnEndedPeerThatIsLostOrRefused() {
            Trace b = peer("b").joins("b0", "a", "a0").ended();
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .seesOff("b")
                            .live(),
                    b);
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .isRefused()
                            .seesOff("b")
                            .live(),
                    b);
        }

        @Test
        void aRoomThatIsJoinedAgainAfterAllHaveLeft() {
            accepts(peer("a").joins("a0").left(), peer("b").joins("b0").left());
        }

        @Test
        void aPeerThatEndsBeforeItReceivesAllMessages() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .seesOff("b")
                            .sets("a1")
                            .live(),
                    peer("b").joins("b0", "a", "a0").ended(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesOff("b")
                            .seesStatus("a", "a1")
                            .live());
        }

        @Test
        void aSlowPeerThatEndsBeforeItSeesTheNextJoin() {
            accepts(
                    peer("slow")
                            .joins("s0")
                            .sees("first", "f0")
                            .seesOff("first")
                            .ended(),
                    peer("first").joins("f0", "slow", "s0").left(),
                    peer("second").joins("g0", "slow", "s0").seesOff("slow").live());
        }

        @Test
        void aPeerThatJoinsAndEndsUnseen() {
            Trace cut = peer("a").joins("a0").ended();
            Trace unnoticed = peer("b").joins("b0", "a", "a0").ended();
            Trace next = peer("c").joins("c0", "a", "a0").seesOff("a").live();
            accepts(cut, unnoticed, next);
            accepts(cut, next, unnoticed);
            accepts(peer("c").joins("c0", "a", "a0").ended(), unnoticed, cut);
        }

        @Test
        void severalPeersThatJoinAndEndUnseen() {
            accepts(
                    peer("c").joins("c0", "a", "a0").seesOff("a").live(),
                    peer("b2").joins("b0", "a", "a0").ended(),
                    peer("b1").joins("b0", "a", "a0").sees("b4", "b0").ended(),
                    peer("b3").joins("b0", "a", "a0").left(),
                    peer("b4").joins("b0", "a", "a0", "b1", "b0").ended(),
                    peer("a").joins("a0").ended());
        }

        @Test
        void aPeerThatEndsAfterOnlyOneOfTwoStatuses() {
            Trace a = peer("a")
                    .joins("a0")
                    .sees("b", "b0")
                    .sees("c", "c0")
                    .sees("d", "d0")
                    .sets("a1")
                    .seesStatus("b", "b1")
                    .seesOff("c")
                    .seesStatus("b", "b2")
                    .live();
            Trace b = peer("b")
                    .joins("b0", "a", "a0")
                    .sees("c", "c0")
                    .sees("d", "d0")
                    .sets("b1")
                    .seesStatus("a", "a1")
                    .seesOff("c")
                    .sets("b2")
                    .live();
            TraceScript c = peer("c").joins("c0", "a", "a0", "b", "b0").sees("d", "d0");
            TraceScript sameOfB = peer("c").joins("c0", "a", "a0", "b", "b0").sees("d", "d0");
            Trace d = peer("d")
                    .joins("d0", "a", "a0", "b", "b0", "c", "c0")
                    .seesStatus("a", "a1")
                    .seesOff("c")
                    .seesStatus("b", "b2")
                    .live();
            accepts(a, b, c.seesStatus("a", "a1").ended(), d);
            accepts(a, b, sameOfB.seesStatus("b", "b1").ended(), d);
        }

        @Test
        void aSkippedStatusIfItsSenderSetANewerOne() {
            TraceScript a = peer("a")
                    .joins("a0")
                    .sees("b", "b0")
                    .sees("c", "c0")
                    .sees("d", "d0")
                    .sets("a1");
            Trace b = peer("b")
                    .joins("b0", "a", "a0")
                    .sees("c", "c0")
                    .sees("d", "d0")
                    .sets("b1")
                    .ended();
            Trace c = peer("c")
                    .joins("c0", "a", "a0", "b", "b0")
                    .sees("d", "d0")
                    .seesStatus("a", "a1")
                    .seesStatus("b", "b1")
                    .ended();
            Trace d = peer("d")
                    .joins("d0", "a", "a0", "b", "b0", "c", "c0")
                    .seesStatus("b", "b1")
                    .ended();
            refuses(Rule.ONE_ORDER, a.ended(), b, c, d);
            accepts(a.sets("a2").ended(), b, c, d);
        }

        @Test
        void aListedPeerThatEndsBeforeItReceivesJoined() {
            accepts(
                    peer("a").joins("a0").ended(),
                    peer("b").asksToJoin("b0").ended(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesOff("a")
                            .seesOff("b")
                            .live());
        }

        @Test
        void statusesThatCross() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sets("a1")
                            .seesStatus("b", "b1")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sets("b1")
                            .seesStatus("a", "a1")
                            .live());
        }

        @Test
        void aPeerThatNeverJoins() {
            accepts(peer("a").joins("a0").live(), peer("b").ended());
        }

        @Test
        void joinsThatCrossBetweenNodes() {
            accepts(
                    peer("a", "room", "one")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "offer")
                            .live(),
                    peer("b", "room", "two")
                            .joins("b0")
                            .finds("a", "a0")
                            .gets("a", "offer")
                            .live());
        }

        @Test
        void nodesThatSeeJoinsInDifferentOrders() {
            accepts(
                    peer("a", "room", "one")
                            .joins("a0")
                            .sees("c", "c0")
                            .sees("b", "b0")
                            .live(),
                    peer("c", "room", "one")
                            .joins("c0", "a", "a0")
                            .sees("b", "b0")
                            .live(),
                    peer("b", "room", "two")
                            .joins("b0", "a", "a0")
                            .finds("c", "c0")
                            .live());
        }

        @Test
        void aNodeThatHasNoPeersWhileAStatusChanges() {
            accepts(
                    peer("far", "room", "two")
                            .joins("f0")
                            .sees("a", "a0")
                            .seesOff("a")
                            .sets("f1")
                            .sees("b", "b0")
                            .live(),
                    peer("a", "room", "one").joins("a0", "far", "f0").left(),
                    peer("b", "room", "one").joins("b0", "far", "f1").live());
        }
    }

    @Nested
    @DisplayName("C1 is broken")
    final class Orientations {

        @Test
        void whenEachSeesTheOtherJoin() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    peer("b").joins("b0").sees("a", "a0").live());
        }

        @Test
        void whenEachFindsTheOtherOnJoining() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0", "b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAPeerFoundByAJoinerDoesNotSeeItJoin() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAJoinIsSeenByAPeerThatTheJoinerDoesNotFind() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    peer("b").joins("b0").live());
        }

        @Test
        void whenTwoPeersInARoomNeverSeeEachOther() {
            refuses(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").live(),
                    peer("b").joins("b0").live());
        }

        @Test
        void whenBothNodesTreatTheirOwnPeerAsTheLaterOne() {
            refuses(
                    Rule.ONE_ORIENTATION,
                    peer("a", "room", "one").joins("a0").finds("b", "b0").live(),
                    peer("b", "room", "two").joins("b0").finds("a", "a0").live());
        }

        @Test
        void whenPeersOnTwoNodesNeverSeeEachOther() {
            refuses(
                    Rule.ONE_ORIENTATION,
                    peer("a", "room", "one").joins("a0").live(),
                    peer("b", "room", "two").joins("b0").live());
        }
    }

    @Nested
    @DisplayName("C2 is broken")
    final class Knowledge {

        @Test
        void whenAnEventArrivesBeforeItsSenderIsKnown() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").gets("b", "1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").sends("a", "1").live());
        }

        @Test
        void whenAStatusArrivesBeforeItsPeerIsKnown() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").seesStatus("b", "b1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").sets("b1").live());
        }

        @Test
        void whenAnEventArrivesAfterItsSenderLeft() {
            refuses(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .gets("b", "1")
                            .live(),
                    peer("b").joins("b0", "a", "a0").sends("a", "1").left());
        }

        @Test
        void whenAStatusArrivesAfterItsPeerLeft() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .seesStatus("b", "b1")
                            .live(),
                    peer("b").joins("b0", "a", "a0").sets("b1").left());
        }

        @Test
        void whenAPeerLeavesThatWasNeverSeen() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").seesOff("b").live(),
                    peer("b").joins("b0").ended());
        }

        @Test
        void whenAMessageArrivesBeforeJoined() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").sees("b", "b0").joins("a0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }
    }

    @Nested
    @DisplayName("C3 is broken")
    final class Counts {

        private final Trace b = peer("b").joins("b0", "a", "a0").left();

        @Test
        void whenAPeerJoinsTwice() {
            refusesAlsoBy(
                    Rule.EXACTLY_ONCE,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .live(),
                    b);
        }

        @Test
        void whenAPeerThatWasFoundAlsoJoins() {
            refusesAlsoBy(
                    Rule.EXACTLY_ONCE,
                    peer("a").joins("a0").sees("b", "b0").seesOff("b").live(),
                    peer("b").joins("b0", "a", "a0").sees("a", "a0").left());
        }

        @Test
        void whenAPeerLeavesTwice() {
            refusesAlsoBy(
                    Rule.EXACTLY_ONCE,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .seesOff("b")
                            .live(),
                    b);
        }

        @Test
        void whenAPeerJoinsAgainAfterItLeft() {
            refusesAlsoBy(
                    Rule.EXACTLY_ONCE,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .sees("b", "b0")
                            .live(),
                    b);
        }

        @Test
        void whenAPeerEndsAndNoLeaveIsReported() {
            refuses(Rule.EXACTLY_ONCE, peer("a").joins("a0").sees("b", "b0").live(), b);
        }

        @Test
        void whenALeaveIsReportedForALivePeer() {
            refusesAlsoBy(
                    Rule.EXACTLY_ONCE,
                    peer("a").joins("a0").sees("b", "b0").seesOff("b").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }
    }

    @Nested
    @DisplayName("C4 is broken")
    final class Orders {

        private final Trace b = peer("b")
                .joins("b0", "a", "a0")
                .sees("c", "c0")
                .sets("b1")
                .seesStatus("c", "c1")
                .live();
        private final Trace c = peer("c")
                .joins("c0", "a", "a0", "b", "b0")
                .seesStatus("b", "b1")
                .sets("c1")
                .live();

        @Test
        void notWhenAllPeersSeeTheSameOrder() {
            accepts(
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .seesStatus("b", "b1")
                            .seesStatus("c", "c1")
                            .live(),
                    b,
                    c);
        }

        @Test
        void whenTheNewestStatusNeverArrives() {
            Trace a =
                    peer("a").joins("a0").sees("b", "b0").sets("a1").sets("a2").live();
            refusesAlsoBy(
                    Rule.ONE_ORDER,
                    a,
                    peer("b").joins("b0", "a", "a0").seesStatus("a", "a1").live());
            refusesAlsoBy(Rule.ONE_ORDER, a, peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAStatusIsSkippedBeforeANewerOneExists() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .sets("a1")
                            .seesOff("b")
                            .sets("a2")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .sends("c", "1")
                            .left(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesStatus("a", "a2")
                            .gets("b", "1")
                            .seesOff("b")
                            .live());
        }

        @Test
        void whenTwoPeersSeeStatusesInDifferentOrders() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .sees("d", "d0")
                            .seesStatus("b", "b1")
                            .seesStatus("c", "c1")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .sees("d", "d0")
                            .sets("b1")
                            .seesStatus("c", "c1")
                            .live(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .sees("d", "d0")
                            .sets("c1")
                            .seesStatus("b", "b1")
                            .live(),
                    peer("d")
                            .joins("d0", "a", "a0", "b", "b0", "c", "c0")
                            .seesStatus("c", "c1")
                            .seesStatus("b", "b1")
                            .live());
        }

        @Test
        void whenAReactionIsSeenBeforeItsCause() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .seesStatus("c", "c1")
                            .seesStatus("b", "b1")
                            .live(),
                    b,
                    c);
        }

        @Test
        void whenTwoPeersSeeJoinsInDifferentOrders() {
            refusesAlsoBy(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("d", "d0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .live(),
                    peer("d")
                            .joins("d0", "a", "a0")
                            .sees("c", "c0")
                            .sees("b", "b0")
                            .live(),
                    peer("b").joins("b0", "a", "a0", "d", "d0").sees("c", "c0").live(),
                    peer("c").joins("c0", "a", "a0", "d", "d0", "b", "b0").live());
        }

        @Test
        void whenALeaveAndAStatusAreSwapped() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .sees("d", "d0")
                            .seesOff("c")
                            .seesStatus("b", "b1")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .sees("d", "d0")
                            .sets("b1")
                            .seesOff("c")
                            .live(),
                    peer("c").joins("c0", "a", "a0", "b", "b0").sees("d", "d0").left(),
                    peer("d")
                            .joins("d0", "a", "a0", "b", "b0", "c", "c0")
                            .seesStatus("b", "b1")
                            .seesOff("c")
                            .live());
        }

        @Test
        void whenAJoinerFindsAnOldStatusAndNeverReceivesTheNewOne() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a").joins("a0").sets("a1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAJoinerFindsAStatusAndReceivesItAgain() {
            refusesAlsoBy(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("c", "c0")
                            .sets("a1")
                            .sees("b", "b0")
                            .live(),
                    peer("c")
                            .joins("c0", "a", "a0")
                            .seesStatus("a", "a1")
                            .sees("b", "b0")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a1", "c", "c0")
                            .seesStatus("a", "a1")
                            .live());
        }

        @Test
        void whenAJoinerFindsAPeerThatHasLeft() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .seesOff("b")
                            .sees("c", "c0")
                            .left(),
                    peer("b").joins("b0", "a", "a0").left(),
                    peer("c").joins("c0", "a", "a0", "b", "b0").ended());
        }

        @Test
        void whenAJoinerFindsThePeersInAnotherOrder() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a").joins("a0").sees("b", "b0").sees("c", "c0").live(),
                    peer("b").joins("b0", "a", "a0").sees("c", "c0").live(),
                    peer("c").joins("c0", "b", "b0", "a", "a0").live());
        }

        @Test
        void whenAPeerMissesAStatusInTheMiddle() {
            refusesAlsoBy(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .seesStatus("c", "c1")
                            .ended(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .sets("b1")
                            .seesStatus("c", "c1")
                            .seesOff("a")
                            .live(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesStatus("b", "b1")
                            .sets("c1")
                            .seesOff("a")
                            .live());
        }

        @Test
        void whenAPeerThatEndsLaterMissesALeave() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .seesOff("b")
                            .sees("d", "d0")
                            .seesOff("c")
                            .live(),
                    peer("b").joins("b0", "a", "a0").sees("c", "c0").left(),
                    peer("c").joins("c0", "a", "a0", "b", "b0").sees("d", "d0").ended(),
                    peer("d").joins("d0", "a", "a0", "c", "c0").seesOff("c").live());
        }

        @Test
        void whenAPeerMissesAJoinButSeesALaterOne() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a").joins("a0").sees("c", "c0").ended(),
                    peer("b").joins("b0", "a", "a0").left(),
                    peer("c").joins("c0", "a", "a0").seesOff("a").live());
        }

        @Test
        void whenAPeerThatEndsMissesAStatusButSeesALaterOne() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sees("c", "c0")
                            .sets("a1")
                            .seesStatus("b", "b1")
                            .seesOff("c")
                            .sets("a2")
                            .live(),
                    peer("b")
                            .joins("b0", "a", "a0")
                            .sees("c", "c0")
                            .seesStatus("a", "a1")
                            .sets("b1")
                            .seesOff("c")
                            .seesStatus("a", "a2")
                            .live(),
                    peer("c")
                            .joins("c0", "a", "a0", "b", "b0")
                            .seesStatus("b", "b1")
                            .ended());
        }

        @Test
        void whenAPeerFindsItself() {
            refusesAlsoBy(Rule.ONE_ORDER, peer("a").joins("a0", "a", "a0").live());
        }
    }

    @Nested
    @DisplayName("C5 is broken")
    final class Fifo {

        private final TraceScript b = peer("b").joins("b0", "a", "a0");

        @Test
        void whenTwoEventsAreSwapped() {
            refuses(
                    Rule.FIFO,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .sends("b", "2")
                            .live(),
                    b.gets("a", "2").gets("a", "1").live());
        }

        @Test
        void whenAnEventOvertakesAStatus() {
            refuses(
                    Rule.FIFO,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sets("a1")
                            .sends("b", "1")
                            .live(),
                    b.gets("a", "1").seesStatus("a", "a1").live());
        }

        @Test
        void whenAStatusOvertakesAnEvent() {
            refuses(
                    Rule.FIFO,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .sets("a1")
                            .live(),
                    b.seesStatus("a", "a1").gets("a", "1").live());
        }

        @Test
        void whenAnEarlierEventIsMissing() {
            refuses(
                    Rule.FIFO,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .sends("b", "2")
                            .isRefused()
                            .live(),
                    b.gets("a", "2").live());
        }

        @Test
        void whenAnEventArrivesTwice() {
            refusesAlsoBy(
                    Rule.FIFO,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").live(),
                    b.gets("a", "1").gets("a", "1").live());
        }

        @Test
        void whenAnEventArrivesThatWasNeverSent() {
            refusesAlsoBy(
                    Rule.FIFO,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    b.gets("a", "1").live());
        }

        @Test
        void whenAnEventArrivesThatWasSentAfterTheLeave() {
            refusesAlsoBy(
                    Rule.FIFO,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .leaves()
                            .sends("b", "1")
                            .ended(),
                    b.gets("a", "1").seesOff("a").live());
        }

        @Test
        void whenAPeerJoinsWithTheStatusOfAnother() {
            refusesAlsoBy(Rule.FIFO, peer("a").joins("a0").sees("b", "a0").live(), b.live());
        }
    }

    @Nested
    @DisplayName("C6 is broken")
    final class Deliveries {

        @Test
        void whenAnEventToAPresentPeerIsLost() {
            refusesAlsoBy(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAnEventToAPresentPeerIsRefused() {
            refuses(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .isRefused()
                            .live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAnEventToAnUnknownPeerIsNotAnswered() {
            refuses(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a").joins("a0").sends("nobody", "1").live());
        }

        @Test
        void whenAnEventIsDeliveredAndRefused() {
            refuses(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a")
                            .joins("a0")
                            .sees("b", "b0")
                            .sends("b", "1")
                            .isRefused()
                            .live(),
                    peer("b").joins("b0", "a", "a0").gets("a", "1").live());
        }

        @Test
        void whenAJoinIsNotAnswered() {
            refuses(Rule.DELIVERED_OR_TOLD, peer("a").asksToJoin("a0").live());
        }

        @Test
        void whenTheLastEventOfALeavingPeerIsLost() {
            refuses(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").left(),
                    peer("b").joins("b0", "a", "a0").seesOff("a").live());
        }
    }

    @Nested
    @DisplayName("C8 is broken")
    final class SeparateRooms {

        private final Trace stranger = peer("x", "elsewhere", "node")
                .joins("x0")
                .sends("a", "1")
                .isRefused()
                .live();

        @Test
        void notWhenRoomsAreSeparate() {
            accepts(peer("a").joins("a0").live(), stranger);
        }

        @Test
        void whenAnEventArrivesFromAnotherRoom() {
            refusesAlsoBy(Rule.ISOLATION, peer("a").joins("a0").gets("x", "1").live(), stranger);
        }

        @Test
        void whenAPeerOfAnotherRoomIsFound() {
            refuses(Rule.ISOLATION, peer("a").joins("a0", "x", "x0").ended(), stranger);
        }

        @Test
        void whenAPeerJoinsThatIsInNoRoom() {
            refuses(Rule.ISOLATION, peer("a").joins("a0").sees("ghost", "g0").live());
        }

        @Test
        void whenAPeerReceivesTheIdOfAnother() {
            Trace a = peer("a").joins("a0").live();
            Trace impostor = new Trace("b", "other", "node", a.sent(), a.received(), Trace.End.LIVE);
            refuses(Rule.ISOLATION, a, impostor);
        }
    }

    @Nested
    @DisplayName("Rejected as input")
    final class OutsideTheModel {

        @Test
        void aStatusThatIsSetTwice() {
            Trace a = peer("a").joins("a0").sets("a1").sets("a1").live();
            assertThatIllegalArgumentException().isThrownBy(() -> new TraceChecker(List.of(a)));
        }

        @Test
        void anIdWithTwoTraces() {
            Trace a = peer("a").joins("a0").live();
            assertThatIllegalArgumentException().isThrownBy(() -> new TraceChecker(List.of(a, a)));
        }
    }
}
