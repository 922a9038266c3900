package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rtc.wire.Frame;

/**
 * Tests of the protocol on the wire, whichever server each client connects to. Unit tests cover the individual rules.
 */
@Timeout(60)
public abstract class ProtocolStories {

    /** For subclasses, which provide the servers' addresses. */
    protected ProtocolStories() {}

    /** {@return the address that the next client connects to; ends with a slash} */
    protected abstract URI next();

    /** Waits until the next client, whichever server it connects to, is sure to find this peer in its room. */
    protected abstract void awaitKnown(String room, String id);

    private Wire to(String path) throws IOException {
        String room = path.replaceFirst("/muc/([^?]*).*", "$1");
        return Wire.to(next(), path, id -> awaitKnown(room, id));
    }

    private Wire in(String room) throws IOException {
        Wire wire = to("/muc/" + room);
        wire.joins("{}");
        return wire;
    }

    @Test
    void peersJoinExchangeMessagesAndLeave() throws Exception {
        try (Wire ada = to("/muc/meet");
                Wire bob = to("/muc/meet?from=elsewhere")) {
            assertThat(ada.joins("{ \"name\" : \"Ada\" }")).isEqualTo("{}");
            assertThat(bob.joins("{}")).isEqualTo(json("{'" + ada.id() + "':{ 'name' : 'Ada' }}"));
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"));

            ada.tells(bob, "offer", "{ \"n\":[1e2,-0,1.0] , \"s\":\"\\u00e4\\/\u00E4\uD83D\uDE00\" }");
            bob.gets(json("{'type':'from','peer':'" + ada.id()
                    + "','event':'offer','data':{ 'n':[1e2,-0,1.0] , 's':'\\u00e4\\/\u00E4\uD83D\uDE00' }}"));
            bob.says(json("{'type':'status','status':{'muted':true}}"));
            ada.gets(json("{'type':'peer_status','peer':'" + bob.id() + "','status':{'muted':true}}"));

            bob.says(json("{'type':'leave'}")).isClosed(1000);
            ada.gets(json("{'type':'peer_left','peer':'" + bob.id() + "'}")).getsNothingElse();
        }
    }

    @Test
    void mistakesAreAnsweredAndTheConnectionStaysOpen() throws Exception {
        try (Wire ada = to("/muc/mistakes")) {
            ada.says("nonsense").getsError("bad_message", "Error processing incoming message: not a JSON object");
            ada.says("").getsError("bad_message", "Error processing incoming message: not a JSON object");
            ada.says(json("{'a':1,'a':1}"))
                    .getsError("bad_message", "Error processing incoming message: duplicate key");
            ada.says("{}").getsError("bad_message", "Incoming message does not have a type");
            ada.says(json("{'type':'dance'}")).getsError("unknown_type", "Unknown message type");
            ada.says(json("{'type':'status','status':{}}"))
                    .getsError("not_joined", "Attempted 'status' without being in a room");
            ada.says(json("{'type':'join','status':[]}")).getsError("bad_message", "Unable to join");
            assertThat(ada.joins("{}")).isEqualTo("{}");
            ada.says(json("{'type':'join'}")).getsError("already_joined", "Unable to join");
            ada.says(json("{'type':'to','peer':'nobody','event':'e'}"))
                    .getsError("unknown_peer", "Trying to send to unknown peer", "nobody", "e");
            ada.getsNothingElse();
        }
    }

    @Test
    void aPingIsAnsweredBeforeAndAfterTheJoin() throws Exception {
        try (Wire ada = to("/muc/ping");
                Wire bob = in("ping")) {
            ada.says(json("{'type':'ping'}")).gets(json("{'type':'pong'}"));
            ada.joins("{}");
            ada.says(json("{ 'type' : 'ping' , 'n' : 1 }")).gets(json("{'type':'pong'}"));

            bob.gets(json("{'type':'peer_joined','peer':'" + ada.id() + "','status':{}}"));
            bob.getsNothingElse();
            ada.getsNothingElse();
        }
    }

    @Test
    void heartbeatsOfAnotherProtocolDoNotCloseTheConnection() throws Exception {
        try (Wire ada = in("heartbeat")) {
            for (int i = 0; i < 60; i++) {
                ada.says(json("{'type':'HEARTBEAT'}")).getsError("unknown_type", "Unknown message type");
            }
            ada.getsNothingElse();
        }
    }

    @Test
    void anErrorNamesTheRefusedEvent() throws Exception {
        String broken = "Error processing incoming message: ";
        try (Wire ada = to("/muc/refused")) {
            ada.says(json("{'type':'to','peer':'p','event':'e'}"))
                    .getsError("not_joined", "Attempted 'to' without being in a room", "p", "e");
            ada.joins("{}");
            ada.tells(ada, "left", "1").getsError("bad_message", "Reserved event name", ada.id(), "left");
            ada.tells(ada, "offer", json("{'a':1,'a':2}"))
                    .getsError("bad_message", broken + "duplicate key", ada.id(), "offer");
            ada.tells(ada, "offer", "[1e10000]")
                    .getsError("bad_message", broken + "exponent out of range", ada.id(), "offer");
            ada.tells(ada, "offer", "NaN").getsError("bad_message", broken + "not valid JSON", ada.id(), "offer");
            ada.says(json("{'data':[" + "9".repeat(101) + "],'event':'offer','peer':'p','type':'to'}"))
                    .getsError("bad_message", broken + "number too long", "p", "offer");
            ada.tells(ada, "offer", "[".repeat(40) + "]".repeat(40))
                    .getsError("bad_message", broken + "nested too deeply", ada.id(), "offer");
            ada.says(json("{'type':'to','peer':'p','event':'" + "e".repeat(300) + "'}"))
                    .gets(json("{'type':'error','msg':'Event name too long','code':'bad_message','peer':'p'}"));
            ada.getsNothingElse();
        }
    }

    @Test
    void exponentsOutOfRangeAreRefusedInAnyMessage() throws Exception {
        String refused = "Error processing incoming message: exponent out of range";
        try (Wire ada = to("/muc/numbers")) {
            ada.says(json("{'type':'join','status':{'n':1e2147483648}}")).getsError("bad_message", refused);
            ada.joins(json("{'n':1E+9999}"));
            ada.says(json("{'type':'status','status':{'a':[{'n':0e-0010000}]}}"))
                    .getsError("bad_message", refused);
            ada.tells(ada, "offer", "[1e-9999]")
                    .gets(json("{'type':'from','peer':'" + ada.id() + "','event':'offer','data':[1e-9999]}"));
            ada.getsNothingElse();
        }
    }

    @Test
    void aDroppedConnectionIsReportedAsALeaveWithinASecond() throws Exception {
        try (Wire ada = in("drops");
                Wire fin = in("drops");
                Wire rst = in("drops");
                Wire polite = in("drops")) {
            for (int i = 0; i < 3; i++) {
                assertThat(ada.socket().text()).startsWith(json("{'type':'peer_joined'"));
            }
            long start = System.nanoTime();
            fin.socket().close();
            ada.gets(json("{'type':'peer_left','peer':'" + fin.id() + "'}"));
            rst.socket().reset();
            ada.gets(json("{'type':'peer_left','peer':'" + rst.id() + "'}"));
            polite.socket().send(Frame.close(1000));
            ada.gets(json("{'type':'peer_left','peer':'" + polite.id() + "'}"));

            assertThat(System.nanoTime() - start).as("ns for three").isLessThan(3_000_000_000L);
            ada.getsNothingElse();
        }
    }

    @Test
    void fragmentedMessagesAreReassembled() throws Exception {
        try (Wire ada = in("pieces")) {
            byte[] text = json("{'type':'to','peer':'" + ada.id() + "','event':'e','data':'\u20AC'}")
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < text.length; i++) {
                Frame piece = Frame.of(i == 0 ? Frame.TEXT : Frame.CONTINUATION, new byte[] {text[i]});
                ada.socket().send(i < text.length - 1 ? piece.unfinished() : piece);
                if (i == text.length / 2) {
                    ada.socket().send(Frame.of(Frame.PING, new byte[] {1}));
                }
            }
            ada.gets(json("{'type':'from','peer':'" + ada.id() + "','event':'e','data':'\u20AC'}"))
                    .getsNothingElse();
        }
    }

    @Test
    void messagesOfOnePeerArriveInOrder() throws Exception {
        int messages = 2_000;
        try (Wire ada = in("order");
                Wire bob = in("order")) {
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"));
            for (int i = 0; i < messages; i++) {
                ada.tells(bob, "n", "" + i);
                if (i % 200 == 199) {
                    for (int next = i - 199; next <= i; next++) {
                        bob.gets(json("{'type':'from','peer':'" + ada.id() + "','event':'n','data':" + next + "}"));
                    }
                }
            }
            bob.getsNothingElse();
        }
    }

    @Test
    void rapidStatusesArriveInOrderUpToTheNewest() throws Exception {
        int newest = 500;
        try (Wire ada = in("statuses");
                Wire bob = in("statuses")) {
            ada.gets(json("{'type':'peer_joined','peer':'" + bob.id() + "','status':{}}"));
            for (int i = 1; i <= newest; i++) {
                ada.says(json("{'type':'status','status':{'n':" + i + "}}"));
            }
            String head = json("{'type':'peer_status','peer':'" + ada.id() + "','status':{'n':");
            int seen = 0;
            while (seen < newest) {
                String text = bob.socket().text();
                assertThat(text).startsWith(head);
                int next = Integer.parseInt(text.substring(head.length(), text.length() - 2));
                assertThat(next).isGreaterThan(seen);
                seen = next;
            }
            bob.getsNothingElse();
        }
    }

    @Test
    void messagesDoNotCrossRooms() throws Exception {
        try (Wire ada = in("one");
                Wire bob = in("two")) {
            bob.tells(ada, "offer", "1").getsError("unknown_peer", "Trying to send to unknown peer", ada.id(), "offer");
            bob.says(json("{'type':'status','status':{}}"))
                    .says(json("{'type':'leave'}"))
                    .isClosed(1000);
            ada.getsNothingElse();
        }
    }

    @Test
    void idsAreRandomAndNotChosenByClients() throws Exception {
        try (Wire ada = to("/muc/ids");
                Wire bob = in("ids")) {
            ada.says(json("{'type':'join','id':'mine','peer':'mine'}"));

            assertThat(ada.socket().text()).doesNotContain("mine");
            assertThat(bob.socket().text())
                    .matches(json("\\{'type':'peer_joined','peer':'[-0-9a-f]{36}','status':\\{}}"));
        }
    }
}
