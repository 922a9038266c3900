package rtc.it;

import static org.assertj.core.api.Assertions.assertThat;
import static rtc.wire.SingleQuotes.json;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rtc.wire.Frame;
import rtc.wire.Handshake;
import rtc.wire.RawWebSocket;

/** A client in a room of the deployed application that uses the raw protocol. */
final class Wire implements AutoCloseable {

    private static final Duration A_MOMENT = Duration.ofMillis(200);

    private static final Pattern JOINED =
            Pattern.compile(json("\\{'type':'joined','id':'([-0-9a-f]{36})','peers':(\\{.*})}"));

    private static final Pattern PEER_JOINED =
            Pattern.compile(json("\\{'type':'peer_joined','peer':'([-0-9a-f]{36})','status':\\{}}"));

    private final RawWebSocket socket;
    private final Consumer<String> afterJoin;
    private String id = "";

    private Wire(RawWebSocket socket, Consumer<String> afterJoin) {
        this.socket = socket;
        this.afterJoin = afterJoin;
    }

    /** Connects to the deployed application, but does not join. */
    static Wire to(String path) throws IOException {
        return to(Deployed.ws(), path, id -> {});
    }

    /**
     * Connects to a server, but does not join.
     *
     * @param afterJoin called with the id when the client has joined
     */
    static Wire to(URI base, String path, Consumer<String> afterJoin) throws IOException {
        return new Wire(Handshake.with(base, path).open(), afterJoin);
    }

    /** Connects and joins a room with an empty status. */
    static Wire in(String room) throws IOException {
        Wire wire = to("/muc/" + room);
        wire.joins("{}");
        return wire;
    }

    /** Joins, and returns the {@code peers} of the answer. */
    String joins(String status) throws IOException {
        return says(json("{'type':'join','status':%s}").formatted(status)).isIn();
    }

    /** Asserts that {@code joined} is the next message, and returns its {@code peers}. */
    String isIn() throws IOException {
        String text = socket.text();
        Matcher joined = JOINED.matcher(text);
        assertThat(joined.matches()).as(text).isTrue();
        id = joined.group(1);
        afterJoin.accept(id);
        return joined.group(2);
    }

    String id() {
        return id;
    }

    RawWebSocket socket() {
        return socket;
    }

    Wire says(String text) throws IOException {
        socket.send(text);
        return this;
    }

    /** Sends an event to a peer, with data. */
    Wire tells(Wire peer, String event, String data) throws IOException {
        return says(json("{'type':'to','peer':'%s','event':'%s','data':%s}").formatted(peer.id, event, data));
    }

    /** Asserts the next message. */
    Wire gets(String text) throws IOException {
        assertThat(socket.text()).isEqualTo(text);
        return this;
    }

    /** Asserts that the next message announces another peer with an empty status, and returns the peer's id. */
    String getsPeerJoined() throws IOException {
        String text = socket.text();
        Matcher joined = PEER_JOINED.matcher(text);
        assertThat(joined.matches()).as(text).isTrue();
        return joined.group(1);
    }

    /** Asserts that the next message is an error. */
    Wire getsError(String code, String msg) throws IOException {
        return gets(json("{'type':'error','msg':'%s','code':'%s'}").formatted(msg, code));
    }

    /** Asserts that the next message is an error that names a refused event. */
    Wire getsError(String code, String msg, String peer, String event) throws IOException {
        return gets(json("{'type':'error','msg':'%s','code':'%s','peer':'%s','event':'%s'}")
                .formatted(msg, code, peer, event));
    }

    /** Asserts that no other message was received: sends an event to itself, which must come next. */
    void getsNothingElse() throws IOException {
        tells(this, "mark", "1");
        gets(json("{'type':'from','peer':'" + id + "','event':'mark','data':1}"));
        assertThat(socket.readable(A_MOMENT)).isFalse();
    }

    /** Asserts that the server closes the connection, and sends only pings before that. */
    void isClosed(int code) throws IOException {
        Frame frame = socket.read();
        while (frame.opcode() == Frame.PING) {
            frame = socket.read();
        }
        assertThat(frame.opcode()).as(frame.text()).isEqualTo(Frame.CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
