package rtc.muc.internal.cluster.node;

import java.io.IOException;
import rtc.muc.internal.protocol.ServerMessage.ServerEvent;
import rtc.muc.internal.room.NodeRequest;

/** Writes the requests that nodes send each other. See {@link NodeMessageCodec} for the format. */
final class NodeRequestWriter {

    private final NodeMessageWriter to;

    NodeRequestWriter(NodeMessageWriter to) {
        this.to = to;
    }

    static int kind(NodeRequest request) {
        if (request instanceof NodeRequest.Send) {
            return NodeRequestReader.SEND;
        } else if (request instanceof NodeRequest.SendToAll) {
            return NodeRequestReader.SEND_TO_ALL;
        } else if (request instanceof NodeRequest.End) {
            return NodeRequestReader.END;
        } else if (request instanceof NodeRequest.EndIdentity) {
            return NodeRequestReader.END_IDENTITY;
        }
        return request instanceof NodeRequest.Ban ? NodeRequestReader.BAN : NodeRequestReader.MISSED_RESUME;
    }

    void write(NodeRequest request) throws IOException {
        if (request instanceof NodeRequest.Send send) {
            to.text(send.room().value());
            to.text(send.peer());
            event(send.event());
        } else if (request instanceof NodeRequest.SendToAll send) {
            to.text(send.room().value());
            event(send.event());
        } else if (request instanceof NodeRequest.End end) {
            to.text(end.room().value());
            to.text(end.peer());
        } else if (request instanceof NodeRequest.EndIdentity end) {
            to.text(end.principal());
        } else if (request instanceof NodeRequest.Ban ban) {
            to.text(ban.principal());
            to.number64(ban.version());
            to.text(ban.mark());
            to.number64(ban.remaining().toNanos());
            to.number64(ban.remembered().toNanos());
        } else if (request instanceof NodeRequest.MissedResume resume) {
            to.text(resume.room().value());
            to.text(resume.principal().orElse(""));
            to.text(resume.key());
            to.number64(resume.age().toNanos());
        }
    }

    private void event(ServerEvent event) throws IOException {
        to.text(event.event());
        to.data(event.data());
    }
}
