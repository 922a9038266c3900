package rtc.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost connections that are resumed without the other peers noticing, and servers that cannot resume them. */
@Timeout(60)
class ResumingTest {

    private static final Duration PAUSE = Reconnect.standard().shortest();
    private static final String RESUME = ",'resume':{'token':'secret','within':30}";

    private final FakeChannels channels = new FakeChannels();
    private final ManualTimer time = new ManualTimer();
    private double luck;
    private final MucSignaling signaling = new MucSignaling(
            MucSignaling.builder(channels::make).reconnect().executor(Runnable::run), time, () -> luck);
    private final EventLog events = EventLog.of(signaling, "hello");

    @Test
    void aResumedSessionLosesNoMessagesAndNoPeers() {
        join();
        var sent = List.of(peer().send("n", 1), peer().send("n", 2), peer().send("n", 3));
        channels.now().receive("{'type':'from','peer':'a','event':'hello','data':1}");
        channels.now().takeSent();
        channels.breakDown();
        var meanwhile = peer().send("n", 4);
        signaling.setStatus(Map.of("s", 1));
        assertThat(meanwhile).isNotDone();
        resume(2);
        assertThat(channels.now().takeSent())
                .containsExactly(
                        "{'type':'resume','token':'secret','received':2}",
                        "{'type':'to','peer':'a','event':'n','data':3}",
                        "{'type':'to','peer':'a','event':'n','data':4}",
                        "{'type':'status','status':{'s':1}}");
        channels.now().receive("{'type':'from','peer':'a','event':'hello','data':2}");
        assertThat(events.take())
                .containsExactly("hello of a 1", "interrupted closed, attempt 1 in 500 ms", "resumed", "hello of a 2");
        assertThat(signaling.id()).isEqualTo("me");
        assertThat(peer().first()).isFalse();
        assertThat(CompletableFuture.allOf(sent.get(0), sent.get(1), sent.get(2), meanwhile))
                .succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aStatusSetDuringTheJoinSurvivesAResume() {
        var unused = signaling.connect();
        channels.now().open();
        signaling.setStatus(Map.of("s", 1));
        channels.now().receive("{'type':'joined','id':'me','peers':{'a':{}}" + RESUME + "}");
        assertThat(channels.now().takeSent())
                .containsExactly(
                        "{'type':'join','status':{},'events':true,'ice':true,'renew':true,'resume':true}",
                        "{'type':'status','status':{'s':1}}");
        channels.breakDown();
        resume(0);
        assertThat(channels.now().takeSent())
                .containsExactly(
                        "{'type':'resume','token':'secret','received':1}", "{'type':'status','status':{'s':1}}");
    }

    @Test
    void aSessionCanBeResumedSeveralTimes() {
        join();
        var unused = peer().send("n", 1);
        for (int i = 0; i < 3; i++) {
            channels.now().receive("{'type':'from','peer':'a','event':'hello','data':" + i + "}");
            channels.breakDown();
            resume(i);
            unused = peer().send("n", i + 2);
        }
        assertThat(channels.now().takeSent())
                .containsExactly(
                        "{'type':'resume','token':'secret','received':4}",
                        "{'type':'to','peer':'a','event':'n','data':3}",
                        "{'type':'to','peer':'a','event':'n','data':4}");
        assertThat(unused).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aPingAsksForConfirmationAndConfirmedMessagesAreNotResent() {
        join();
        var unused = peer().send("n", 1);
        unused = peer().send("n", 2);
        channels.now().takeSent();
        time.pass(Duration.ofSeconds(5));
        assertThat(channels.now().takeSent()).containsExactly("{'type':'ping'}");
        channels.now().receive("{'type':'pong','received':2}");
        time.pass(Duration.ofSeconds(5));
        assertThat(channels.now().takeSent()).isEmpty();
        channels.breakDown();
        resume(2);
        assertThat(channels.now().takeSent()).containsExactly("{'type':'resume','token':'secret','received':1}");
        assertThat(unused).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'error','msg':'No','code':'not_resumable'}",
                "{'type':'error','msg':'Unknown message type'}",
                "{'type':'resumed','received':99}",
                "{'type':'resumed'}"
            })
    void aRefusedResumeIsFollowedByAJoinOnTheSameConnection(String answer) {
        join();
        channels.breakDown();
        var lost = peer().send("n", 1);
        time.pass(PAUSE);
        channels.now().open();
        channels.now().takeSent();
        channels.now().receive(answer);
        assertThat(channels.now().takeSent())
                .containsExactly("{'type':'join','status':{},'events':true,'ice':true,'renew':true,'resume':true}");
        channels.now().receive("{'type':'joined','id':'me2','peers':{'a':{}}" + RESUME + "}");
        assertThat(events.take()).containsExactly("interrupted closed, attempt 1 in 500 ms", "reconnected me me2");
        assertThat(failure(lost)).isEqualTo(SignalingException.CLOSED);
    }

    @Test
    void theClientRejoinsAServerThatDoesNotOfferResume() {
        var unused = signaling.connect();
        channels.letIn("me", "'a':{}");
        channels.breakDown();
        assertThat(failure(peer().send("n", 1))).isEqualTo(SignalingException.CLOSED);
        time.pass(PAUSE);
        channels.letIn("me2", "'a':{}");
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'join'");
        assertThat(events.take()).last().isEqualTo("reconnected me me2");
    }

    @Test
    void anOutageWithinTheWindowIsResumedDespiteTheLongestPauses() {
        luck = 1;
        join();
        channels.breakDown();
        int attempts = channels.count();
        for (int second = 0; second < 24; second++) {
            time.pass(Duration.ofSeconds(1));
            if (channels.count() > attempts) {
                attempts = channels.count();
                channels.breakDown();
            }
        }
        time.pass(Duration.ofSeconds(5));
        assertThat(channels.count()).isEqualTo(attempts + 1);
        channels.now().open();
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'resume'");
    }

    @Test
    void afterTheWindowHeldMessagesFailAndTheClientRejoins() {
        join();
        var lost = peer().send("n", 1);
        channels.breakDown();
        var waiting = peer().send("n", 2);
        passTheWindow();
        assertThat(failure(waiting)).isEqualTo(SignalingException.CLOSED);
        assertThat(lost).isDone();
        assertThat(failure(peer().send("n", 3))).isEqualTo(SignalingException.CLOSED);
        signaling.setStatus(Map.of("n", 4));
        channels.now().open();
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'resume'");
        channels.now().receive("{'type':'error','code':'not_resumable','msg':''}");
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'join','status':{'n':4}");
    }

    /**
     * The server may notice a dead connection later than the client, and then still keeps the membership after the
     * client's window. A new join would show the client to the others twice.
     */
    @Test
    void aResumeAfterTheWindowSucceedsIfTheServerAcceptsIt() {
        join();
        assertThat(peer().send("n", 1)).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(peer().send("n", 2)).succeedsWithin(20, TimeUnit.SECONDS);
        channels.now().takeSent();
        channels.breakDown();
        var unused = peer().send("n", 3);
        signaling.setStatus(Map.of("n", 4));
        passTheWindow();
        signaling.setStatus(Map.of("n", 5));
        channels.now().open();
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'resume'");
        channels.now().receive("{'type':'resumed','received':1}");
        assertThat(events.take()).last().isEqualTo("resumed");
        assertThat(channels.now().takeSent())
                .containsExactly("{'type':'to','peer':'a','event':'n','data':2}", "{'type':'status','status':{'n':5}}");
        unused = peer().send("n", 6);
        channels.breakDown();
        time.pass(PAUSE);
        channels.now().open();
        channels.now().takeSent();
        channels.now().receive("{'type':'resumed','received':4}");
        assertThat(channels.now().takeSent()).isEmpty();
        assertThat(events.take()).noneMatch(line -> line.startsWith("left") || line.startsWith("reconnected"));
    }

    private void passTheWindow() {
        for (int i = 0; i < 40; i++) {
            time.pass(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1011, 1012, 1013, 4413, 4429})
    void noResumeIsAttemptedAfterTheServerEndedTheMembership(int code) {
        join();
        channels.now().end(code, "");
        time.pass(Duration.ofSeconds(31));
        channels.now().open();
        assertThat(channels.now().takeSent()).singleElement().asString().startsWith("{'type':'join'");
    }

    @Test
    void closingDuringTheResumeLeaves() {
        join();
        channels.breakDown();
        time.pass(PAUSE);
        channels.now().open();
        signaling.close();
        assertThat(channels.now().takeSent()).last().isEqualTo("{'type':'leave'}");
        channels.now().end(1000, "");
        assertThat(events.take()).last().isEqualTo("closed 1000");
        assertThat(time.isIdle()).isTrue();
    }

    @Test
    void aThousandMessagesEachWaySurviveManyCuts() throws Exception {
        int cuts = 20;
        int perCut = 50;
        var received = new ArrayList<String>();
        var heard = new CopyOnWriteArrayList<Integer>();
        var done = new CompletableFuture<Void>();
        try (var stub = new StubServer()) {
            var served = new Thread(() -> serve(stub, received, cuts, perCut), "resuming-server");
            served.start();
            var real = MucSignaling.builder(() -> new WebSocketChannel(stub.base(), "room"))
                    .reconnect(Reconnect.standard().pausing(Duration.ofMillis(5), Duration.ofMillis(10)))
                    .build();
            real.onPeerJoined(peer -> {
                peer.on("n", Integer.class, n -> {
                    heard.add(n);
                    peer.send("n", n);
                    if (n == cuts * perCut) {
                        done.complete(null);
                    }
                });
            });
            real.connect().get(20, TimeUnit.SECONDS);
            done.get(40, TimeUnit.SECONDS);
            served.join(TimeUnit.SECONDS.toMillis(20));
            real.close();
        }
        assertThat(heard).hasSize(cuts * perCut).isSorted().doesNotHaveDuplicates();
        assertThat(received).hasSize(cuts * perCut).doesNotHaveDuplicates();
        for (int n = 1; n <= cuts * perCut; n++) {
            assertThat(received.get(n - 1)).endsWith("\"data\":" + n + "}");
        }
    }

    /** Serves a client that resumes, and cuts its connections one after the other while messages are in flight. */
    private static void serve(StubServer stub, List<String> received, int cuts, int perCut) {
        int sent = 0;
        for (int cut = 0; cut <= cuts; cut++) {
            int from = sent;
            boolean last = cut == cuts;
            sent = stub.serve(wire -> serveOne(wire, received, from, perCut, last))
                    .join();
        }
    }

    private static int serveOne(StubServer.Wire wire, List<String> received, int sent, int perCut, boolean last)
            throws IOException {
        var first = wire.accept().readText();
        int next = 1;
        if (first.contains(json("'type':'join'"))) {
            wire.sendText(("{'type':'joined','id':'me','peers':{'a':{}}" + RESUME + "}").replace('\'', '"'));
        } else {
            next = Integer.parseInt(first.replaceFirst(".*\"received\":(\\d+)}", "$1"));
            wire.sendText(json("{'type':'resumed','received':" + received.size() + "}"));
        }
        int until = last ? sent : sent + perCut;
        for (; next <= until; next++) {
            wire.sendText(json("{'type':'from','peer':'a','event':'n','data':" + next + "}"));
        }
        int wanted = last ? until : until - perCut / 2;
        while (received.size() < wanted) {
            received.add(wire.readText());
        }
        if (last) {
            wire.sendText(json("{'type':'pong','received':" + received.size() + "}"));
        } else {
            wire.cut();
        }
        return until;
    }

    private void join() {
        var unused = signaling.connect();
        channels.now().open();
        channels.now().receive("{'type':'joined','id':'me','peers':{'a':{}}" + RESUME + "}");
        events.take();
    }

    /** The server accepts the next connection, and resumes it with this number of received messages. */
    private void resume(int received) {
        time.pass(PAUSE.multipliedBy(8));
        channels.now().open();
        channels.now().receive("{'type':'resumed','received':" + received + "}");
    }

    private SignalingPeer peer() {
        return signaling.peer("a").orElseThrow();
    }

    private static String failure(CompletableFuture<Void> future) {
        assertThat(future).failsWithin(20, TimeUnit.SECONDS);
        return SignalingException.of(catchThrowableOfType(CompletionException.class, future::join))
                .code();
    }
}
