package rtc.muc.internal.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;
import rtc.muc.internal.protocol.ClientMessage;
import rtc.muc.internal.protocol.ErrorCode;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.Peer;
import rtc.muc.internal.websocket.SimulatedSessions;

/**
 * The connection of a client that can resume. If the line to its node is lost, the client returns after a while, to its
 * node or to another one. There, it joins anew, or goes away again. It sometimes gives up a line before it is answered.
 */
final class ResumingConnection implements SimulatedConnection, SimulatedLine.Owner {

    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([\\w-]+)\"");

    /** After this time no connection is lost, so that all clients have returned at the end. */
    private static final long LAST_LOSS = 48_000;

    /** How long a node may take to notice that a connection is lost. */
    private static final int LATEST_NOTICE = 6000;

    /** How long the client waits for the answer to a resume. */
    private static final long PATIENCE = 4000;

    private final SimulatedCluster cluster;
    private final SimulatedServer server;
    private final SimulatedClient client;
    private final Peer peer;

    /** What the client has sent since its join. */
    private final List<ClientMessage> sent = new ArrayList<>();

    private SimulatedLine line;
    private @Nullable String token;
    private long received;
    private boolean away;
    private long lostAt;
    private boolean left;

    ResumingConnection(SimulatedCluster cluster, SimulatedServer server, SimulatedClient client) {
        this.cluster = cluster;
        this.server = server;
        this.client = client;
        this.line = new SimulatedLine(cluster, server, this);
        this.peer = SimulatedSessions.peer(line.open(client));
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public SimulatedServer server() {
        return server;
    }

    @Override
    public boolean resumes() {
        return true;
    }

    @Override
    public boolean isIdle() {
        return !away && line.isIdle();
    }

    @Override
    public boolean hasLeft() {
        return left;
    }

    /** Loses the line, and returns when this time has passed. */
    @Override
    public void stall(long time) {
        if (token != null && !away && !client.isLeaving() && cluster.now() < LAST_LOSS) {
            away = true;
            cluster.tell(() -> client.id() + " loses its connection");
            cluster.count("lost connections");
            lostAt = cluster.now();
            line.lose(LATEST_NOTICE);
            cluster.after(time, this::comeBack);
        }
    }

    @Override
    public void say(ClientMessage message, Runnable onTaken) {
        client.notes().said(message);
        if (!(message instanceof ClientMessage.Join)) {
            sent.add(message);
        }
        onTaken.run();
        if (!away) {
            line.say(message);
        }
    }

    @Override
    public void vanish() {
        line.lose(1000);
    }

    /** Ends the client if it is away: its node cannot notify it. */
    @Override
    public void peerLeft(EndReason why) {
        if (away) {
            if (why == EndReason.GONE
                    && cluster.now() - lostAt < cluster.randomFaults().window.toMillis()) {
                cluster.violation("RESUME", client.id() + " is away, and its peer has not waited");
            }
            client.end();
        }
    }

    private void comeBack() {
        List<SimulatedNode> hosts = cluster.hosts();
        SimulatedServer other = hosts.get(cluster.random(hosts.size())).server();
        if (!client.isOver()) {
            line = new SimulatedLine(cluster, other != null && cluster.chance(0.4) ? other : server, this);
            line.connect(client);
            SimulatedLine attempt = line;
            cluster.after(cluster.chance(0.15) ? cluster.random(300) : PATIENCE, () -> giveUp(attempt));
        }
    }

    private void giveUp(SimulatedLine attempt) {
        if (attempt == line && away && !attempt.isLost()) {
            cluster.tell(() -> client.id() + " gives up a connection to "
                    + attempt.server().address());
            attempt.lose(LATEST_NOTICE);
            cluster.after(cluster.random(cluster.chance(0.5) ? 50 : 3000), this::comeBack);
        }
    }

    @Override
    public void opened(SimulatedLine opened) {
        if (opened == line) {
            cluster.tell(
                    () -> client.id() + " tries to resume at " + opened.server().address());
            opened.say(new ClientMessage.Resume(Objects.requireNonNull(token), received));
        }
    }

    @Override
    public void hears(SimulatedLine on, ServerMessage message) {
        if (on != line) {
            return;
        }
        if (message instanceof ServerMessage.Resumed resumed) {
            resume((int) resumed.received());
        } else if (message instanceof ServerMessage.Failure failure && failure.code() == ErrorCode.NOT_RESUMABLE) {
            isRefused();
        } else if (!client.isOver()) {
            if (!(message instanceof ServerMessage.Failure)) {
                received++;
                cluster.delivered(client, message);
            }
            if (message instanceof ServerMessage.Joined joined && token == null) {
                token = token(joined);
            }
            client.receive(message);
        }
    }

    private void resume(int taken) {
        cluster.count("resumes");
        away = false;
        if (!client.isOver()) {
            List.copyOf(sent.subList(taken, sent.size())).forEach(line::say);
        }
    }

    private void isRefused() {
        SimulatedServer at = line.server();
        line.lose(LATEST_NOTICE);
        if (at == server) {
            if (!peer.hasEnded()) {
                cluster.violation("RESUME", client.id() + " waits at " + at.address() + ", and cannot resume");
            }
            client.end();
        } else if (cluster.chance(0.3) && !client.isOver()) {
            cluster.after(cluster.random(2000), this::comeBack);
        } else {
            cluster.count("moves to another node");
            client.moveTo(at);
        }
    }

    @Override
    public void closed(SimulatedLine on, EndReason why) {
        if (on == line) {
            boolean wrong = why == EndReason.INTERNAL || (why == EndReason.REPLACED && !away);
            if (wrong) {
                cluster.violation("RESUME", client.id() + " is here, and is ended: " + why);
            }
            left = why == EndReason.LEFT;
            client.end();
        }
    }

    private static String token(ServerMessage.Joined joined) {
        JsonText field = Objects.requireNonNull(joined.extensions().get("resume"));
        Matcher matcher = TOKEN.matcher(field.text());
        if (!matcher.find()) {
            throw new AssertionError(field.text());
        }
        return matcher.group(1);
    }
}
