package rtc.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WireReaderTest {

    private final WireReader reader = new WireReader();

    @Test
    void readsClientMessages() {
        assertThat(List.of(
                        reader.sent(json("{'type':'join'}")),
                        reader.sent(json("{'type':'status','status':{ 'n' : 1 }}")),
                        reader.sent(json("{'type':'to','peer':'b','event':'e'}")),
                        reader.sent(json("{'type':'to','peer':'b','event':'e','data':null}")),
                        reader.sent(json("{'type':'leave'}")),
                        reader.sent("{}")))
                .containsExactly(
                        new Sent.Join("{}"),
                        new Sent.Status(json("{'n':1}")),
                        new Sent.To("b", "e", ""),
                        new Sent.To("b", "e", "null"),
                        new Sent.Leave(),
                        new Sent.Other("{}"));
    }

    @Test
    void readsServerMessages() {
        assertThat(List.of(
                        reader.received(json("{'type':'joined','id':'a','peers':{'b':{'n':1}}}")),
                        reader.received(json("{'type':'peer_joined','peer':'b','status':{}}")),
                        reader.received(json("{'type':'peer_status','peer':'b','status':{}}")),
                        reader.received(json("{'type':'peer_left','peer':'b'}")),
                        reader.received(json("{'type':'from','peer':'b','event':'e','data':[1.0]}")),
                        reader.received(json("{'type':'error','msg':'m','code':'c'}")),
                        reader.received(json("{'type':'event','event':'e'}"))))
                .containsExactly(
                        new Received.Joined("a", Map.of("b", json("{'n':1}"))),
                        new Received.PeerJoined("b", "{}"),
                        new Received.PeerStatus("b", "{}"),
                        new Received.PeerLeft("b"),
                        new Received.From("b", "e", "[1.0]"),
                        new Received.Failure("c"),
                        new Received.Other(json("{'type':'event','event':'e'}")));
    }
}
