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
    @DisplayName("Right are")
    final class Right {

        @Test
        void nobodyAtAll() {
            accepts();
        }

        @Test
        void aCallOfTwo() {
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
        void aJoinerWhoFindsTheLatestStatus() {
            accepts(
                    peer("a").joins("a0").sets("a1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a1").live());
        }

        @Test
        void eventsToOneself() {
            accepts(peer("a").joins("a0").sends("a", "1").gets("a", "1").live());
        }

        @Test
        void anEventToAStrangerThatIsAnswered() {
            accepts(peer("a").joins("a0").sends("constructor", "1").isRefused().live());
        }

        @Test
        void oneWhoSeesOnlyTheNewestStatus() {
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
        void oneWhoIsCutOffBeforeTheNewestStatus() {
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
        void aStatusThatComesBehindLaterEventsWhereStatusesAreKeptBack() {
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
        void anEventThatCameTooEarly() {
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
        void anEventToOneWhoIsOver() {
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
        void twoGenerationsOfARoom() {
            accepts(peer("a").joins("a0").left(), peer("b").joins("b0").left());
        }

        @Test
        void onesWhoseTracesAreCutShort() {
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
        void oneWhoWasTooSlowToSeeTheNextWhereNobodyElseSawBoth() {
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
        void oneWhoCameAndWentWhileNobodyLooked() {
            Trace cut = peer("a").joins("a0").ended();
            Trace unnoticed = peer("b").joins("b0", "a", "a0").ended();
            Trace next = peer("c").joins("c0", "a", "a0").seesOff("a").live();
            accepts(cut, unnoticed, next);
            accepts(cut, next, unnoticed);
            accepts(peer("c").joins("c0", "a", "a0").ended(), unnoticed, cut);
        }

        @Test
        void severalWhoCameAndWentWhileNobodyLooked() {
            accepts(
                    peer("c").joins("c0", "a", "a0").seesOff("a").live(),
                    peer("b2").joins("b0", "a", "a0").ended(),
                    peer("b1").joins("b0", "a", "a0").sees("b4", "b0").ended(),
                    peer("b3").joins("b0", "a", "a0").left(),
                    peer("b4").joins("b0", "a", "a0", "b1", "b0").ended(),
                    peer("a").joins("a0").ended());
        }

        @Test
        void oneWhoIsCutOffBehindAStatusThatItDidNotGet() {
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
        void oneWhoIsCutOffBeforeAStatusThatNobodyGot() {
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
        void oneWhoIsFoundAndNeverHeardThatItWasLetIn() {
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
        void oneWhoNeverJoined() {
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
        void nodesThatLearnOfThingsInTheirOwnOrder() {
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
        void aNodeWhoseRoomWasOccupiedByOthersMeanwhile() {
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
        void whenBothSeeTheOtherCome() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    peer("b").joins("b0").sees("a", "a0").live());
        }

        @Test
        void whenBothFindTheOther() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0", "b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenOneFindsTheOtherWhichIsNotTold() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenOneIsToldOfTheOtherWhichDoesNotFindIt() {
            refusesAlsoBy(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    peer("b").joins("b0").live());
        }

        @Test
        void whenTwoInARoomNeverMeet() {
            refuses(
                    Rule.ONE_ORIENTATION,
                    peer("a").joins("a0").live(),
                    peer("b").joins("b0").live());
        }

        @Test
        void whenBothNodesTakeTheirOwnForTheLater() {
            refuses(
                    Rule.ONE_ORIENTATION,
                    peer("a", "room", "one").joins("a0").finds("b", "b0").live(),
                    peer("b", "room", "two").joins("b0").finds("a", "a0").live());
        }

        @Test
        void whenTwoOnTwoNodesNeverMeet() {
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
        void whenAnEventComesBeforeItsSenderIsKnown() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").gets("b", "1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").sends("a", "1").live());
        }

        @Test
        void whenAStatusComesBeforeItsPeer() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").seesStatus("b", "b1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").sets("b1").live());
        }

        @Test
        void whenAnEventComesAfterItsSenderLeft() {
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
        void whenAStatusComesAfterItsPeerLeft() {
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
        void whenSomebodyLeavesWhoNeverCame() {
            refusesAlsoBy(
                    Rule.KNOWN_BEFORE_HEARD,
                    peer("a").joins("a0").seesOff("b").live(),
                    peer("b").joins("b0").ended());
        }

        @Test
        void whenSomethingComesBeforeJoined() {
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
        void whenAPeerComesTwice() {
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
        void whenAPeerThatWasFoundComesAsWell() {
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
        void whenAPeerComesBackFromTheDead() {
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
        void whenAPeerIsOverAndNobodyIsTold() {
            refuses(Rule.EXACTLY_ONCE, peer("a").joins("a0").sees("b", "b0").live(), b);
        }

        @Test
        void whenAPeerIsSaidToHaveLeftAndIsThere() {
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
        void notYetWhenAllSeeOneOrder() {
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
        void whenTheNewestStatusNeverComes() {
            Trace a =
                    peer("a").joins("a0").sees("b", "b0").sets("a1").sets("a2").live();
            refusesAlsoBy(
                    Rule.ONE_ORDER,
                    a,
                    peer("b").joins("b0", "a", "a0").seesStatus("a", "a1").live());
            refusesAlsoBy(Rule.ONE_ORDER, a, peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAStatusLacksThoughNoNewerOneWasThereInTime() {
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
        void whenTwoSeeStatusesInTwoOrders() {
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
        void whenTwoComeInTwoOrders() {
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
        void whenALeaveAndAStatusChangePlaces() {
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
        void whenAJoinerFindsAnOldStatusAndIsNotToldTheNewOne() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a").joins("a0").sets("a1").sees("b", "b0").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAJoinerFindsAStatusAndIsToldItAgain() {
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
        void whenAJoinerFindsOneWhoIsGone() {
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
        void whenOneMissesAStatusInTheMiddle() {
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
        void whenOneWhoEndsLaterMissesALeave() {
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
        void whenSomebodyComesAndGoesUnnoticedByOneWhoLooked() {
            refuses(
                    Rule.ONE_ORDER,
                    peer("a").joins("a0").sees("c", "c0").ended(),
                    peer("b").joins("b0", "a", "a0").left(),
                    peer("c").joins("c0", "a", "a0").seesOff("a").live());
        }

        @Test
        void whenOneWhoIsCutOffLacksAStatusAndSawWhatFollowedIt() {
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
        void whenOneFindsItself() {
            refusesAlsoBy(Rule.ONE_ORDER, peer("a").joins("a0", "a", "a0").live());
        }
    }

    @Nested
    @DisplayName("C5 is broken")
    final class Fifo {

        private final TraceScript b = peer("b").joins("b0", "a", "a0");

        @Test
        void whenTwoEventsChangePlaces() {
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
        void whenThereIsAGap() {
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
        void whenAnEventComesTwice() {
            refusesAlsoBy(
                    Rule.FIFO,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").live(),
                    b.gets("a", "1").gets("a", "1").live());
        }

        @Test
        void whenAnEventWasNeverSent() {
            refusesAlsoBy(
                    Rule.FIFO,
                    peer("a").joins("a0").sees("b", "b0").live(),
                    b.gets("a", "1").live());
        }

        @Test
        void whenAnEventWasSentAfterTheLeave() {
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
        void whenSomebodyComesWithAStatusOfSomebodyElse() {
            refusesAlsoBy(Rule.FIFO, peer("a").joins("a0").sees("b", "a0").live(), b.live());
        }
    }

    @Nested
    @DisplayName("C6 is broken")
    final class Deliveries {

        @Test
        void whenAnEventToOneWhoIsThereIsLost() {
            refusesAlsoBy(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").live(),
                    peer("b").joins("b0", "a", "a0").live());
        }

        @Test
        void whenAnEventToOneWhoIsThereIsRefused() {
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
        void whenAnEventToAStrangerIsNotAnswered() {
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
        void whenTheLastWordsOfOneWhoLeavesAreLost() {
            refuses(
                    Rule.DELIVERED_OR_TOLD,
                    peer("a").joins("a0").sees("b", "b0").sends("b", "1").left(),
                    peer("b").joins("b0", "a", "a0").seesOff("a").live());
        }
    }

    @Nested
    @DisplayName("C8 is broken")
    final class Walls {

        private final Trace stranger = peer("x", "elsewhere", "node")
                .joins("x0")
                .sends("a", "1")
                .isRefused()
                .live();

        @Test
        void notYetWhenRoomsAreApart() {
            accepts(peer("a").joins("a0").live(), stranger);
        }

        @Test
        void whenAnEventComesFromAnotherRoom() {
            refusesAlsoBy(Rule.ISOLATION, peer("a").joins("a0").gets("x", "1").live(), stranger);
        }

        @Test
        void whenSomebodyOfAnotherRoomIsFound() {
            refuses(Rule.ISOLATION, peer("a").joins("a0", "x", "x0").ended(), stranger);
        }

        @Test
        void whenSomebodyComesWhoIsOfNoRoom() {
            refuses(Rule.ISOLATION, peer("a").joins("a0").sees("ghost", "g0").live());
        }

        @Test
        void whenAPeerIsTakenForAnother() {
            Trace a = peer("a").joins("a0").live();
            Trace impostor = new Trace("b", "other", "node", a.sent(), a.received(), Trace.End.LIVE);
            refuses(Rule.ISOLATION, a, impostor);
        }
    }

    @Nested
    @DisplayName("Outside of the model is")
    final class Model {

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
