package rtc.muc.internal.cluster.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.cluster.NodeMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.RosterEntry;

/** Writes one message. See {@link NodeMessageCodec} for the format. */
final class NodeMessageWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    byte[] write(NodeMessage message) {
        try {
            out.writeShort(NodeMessageCodec.MARK);
            out.writeByte(NodeMessageCodec.VERSION);
            if (message instanceof NodeMessage.Beat beat) {
                beat(beat);
            } else if (message instanceof NodeMessage.Bye bye) {
                out.writeByte(NodeMessageCodec.BYE);
                out.writeLong(bye.mine());
            } else if (message instanceof NodeMessage.Numbered numbered) {
                numbered(numbered);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void beat(NodeMessage.Beat beat) throws IOException {
        out.writeByte(NodeMessageCodec.BEAT);
        out.writeLong(beat.mine());
        out.writeLong(beat.theirs());
        out.writeBoolean(beat.up());
        out.writeLong(beat.sent());
    }

    private void numbered(NodeMessage.Numbered numbered) throws IOException {
        NodeMessage.Change change = numbered.change();
        if (change instanceof NodeMessage.Join join) {
            head(NodeMessageCodec.JOIN, numbered);
            join(join);
        } else if (change instanceof NodeMessage.Status status) {
            head(NodeMessageCodec.STATUS, numbered);
            text(status.peer());
            text(status.status().text());
        } else if (change instanceof NodeMessage.Leave leave) {
            head(NodeMessageCodec.LEAVE, numbered);
            text(leave.peer());
        } else if (change instanceof NodeMessage.Relay relay) {
            head(NodeMessageCodec.RELAY, numbered);
            relay(relay);
        } else if (change instanceof NodeMessage.Request asked) {
            head(NodeRequestWriter.kind(asked.request()), numbered);
            new NodeRequestWriter(this).write(asked.request());
        } else {
            throw new IllegalArgumentException("nodes do not send " + change);
        }
    }

    private void head(int type, NodeMessage.Numbered numbered) throws IOException {
        out.writeByte(type);
        out.writeLong(numbered.mine());
        out.writeLong(numbered.theirs());
        out.writeLong(numbered.place());
    }

    private void join(NodeMessage.Join join) throws IOException {
        RosterEntry peer = join.peer().peer();
        text(join.wireId());
        text(join.peer().room().value());
        out.writeLong(join.peer().time());
        text(peer.id());
        text(peer.status().text());
        Instant joinedAt = peer.joinedAt();
        out.writeLong(joinedAt.getEpochSecond());
        out.writeInt(joinedAt.getNano());
        PeerIdentity identity = peer.identity();
        text(identity.principal().orElse(""));
        text(identity.address());
        text(identity.site().map(IpAddress::toString).orElse(""));
        text(peer.node());
        flag(join.peer().takesEvents());
    }

    private void relay(NodeMessage.Relay relay) throws IOException {
        text(relay.recipient());
        text(relay.event().peer());
        text(relay.event().event());
        data(relay.event().data());
    }

    void data(@Nullable JsonText data) throws IOException {
        flag(data != null);
        text(data == null ? "" : data.text());
    }

    void flag(boolean flag) throws IOException {
        out.writeBoolean(flag);
    }

    void number64(long number) throws IOException {
        out.writeLong(number);
    }

    void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
