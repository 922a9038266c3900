package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.trace.Received;
import rtc.trace.Sent;
import rtc.trace.Trace;

/** What a client sent and received, in the form that the trace checker reads. */
final class TraceNotes {

    private final List<Trace.Saying> sent = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();

    void said(ClientMessage message) {
        if (message instanceof ClientMessage.Join join) {
            note(new Sent.Join(join.status().text()));
        } else if (message instanceof ClientMessage.Status status) {
            note(new Sent.Status(status.status().text()));
        } else if (message instanceof ClientMessage.To to) {
            note(new Sent.To(to.peer(), to.event(), text(to.data())));
        } else if (message instanceof ClientMessage.Leave) {
            note(new Sent.Leave());
        }
    }

    void heard(ServerMessage message) {
        if (message instanceof ServerMessage.Joined joined) {
            Map<String, String> peers = new LinkedHashMap<>();
            joined.peers().forEach((peer, status) -> peers.put(peer, status.text()));
            received.add(new Received.Joined(joined.id(), peers));
        } else if (message instanceof ServerMessage.PeerJoined came) {
            received.add(new Received.PeerJoined(came.peer(), came.status().text()));
        } else if (message instanceof ServerMessage.PeerStatus changed) {
            received.add(
                    new Received.PeerStatus(changed.peer(), changed.status().text()));
        } else if (message instanceof ServerMessage.PeerLeft gone) {
            received.add(new Received.PeerLeft(gone.peer()));
        } else if (message instanceof ServerMessage.From from) {
            received.add(new Received.From(from.peer(), from.event(), text(from.data())));
        } else if (message instanceof ServerMessage.Failure failure) {
            received.add(new Received.Failure(failure.code().code()));
        }
    }

    Trace trace(String peer, String room, String node, Trace.End end) {
        return new Trace(peer, room, node, sent, received, end);
    }

    private void note(Sent message) {
        sent.add(new Trace.Saying(message, received.size()));
    }

    private static String text(@Nullable JsonText data) {
        return data == null ? "" : data.text();
    }
}
