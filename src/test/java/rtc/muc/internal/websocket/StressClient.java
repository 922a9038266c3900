package rtc.muc.internal.websocket;

import static rtc.wire.SingleQuotes.json;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import rtc.trace.Trace;
import rtc.trace.TraceRecorder;
import rtc.trace.WireReader;

/** A client whose connections fail at random, and which resumes with the counts that it keeps. One thread drives it. */
final class StressClient {

    private static final Pattern FIRST = Pattern.compile("\"id\":\"(\\w+)\".*\"resume\":\\{\"token\":\"([\\w-]+)\"");
    private static final Pattern PEER = Pattern.compile("\"peer\":\"(\\w+)\"");
    private static final Pattern LISTED = Pattern.compile("\"(p\\d+)\":\\{");
    private static final Pattern RECEIVED = Pattern.compile("\"received\":(\\d+)");

    /** How many connections in a row the client abandons before they are resumed; then it waits for the answer. */
    private static final int MOST_RETRIES = 2;

    private record Ping(StressLine line, ByteBuffer payload) {}

    private enum Phase {
        AWAY,
        JOINING,
        RESUMING,
        INSIDE,
        LEFT
    }

    private final TraceRecorder recorder = new TraceRecorder();
    private final String room;
    private final Function<StressLine, WebSocketPeer> opening;
    private final Executor io;
    private final SplittableRandom random;
    private final Deque<String> unconfirmed = new ArrayDeque<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final List<String> surprises = new ArrayList<>();
    private final Queue<Ping> pings = new ConcurrentLinkedQueue<>();
    private @Nullable StressLine line;
    private Phase phase = Phase.AWAY;
    private String id = "";
    private String token = "";
    private long received;
    private long confirmed;
    private int said;
    private int losses;
    private int stepsToLoss = -1;
    private int retries;

    StressClient(String room, Function<StressLine, WebSocketPeer> opening, Executor io, long seed) {
        this.room = room;
        this.opening = opening;
        this.io = io;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Performs one step, unless the client waits for an answer.
     *
     * @return whether a step was performed
     */
    synchronized boolean step() {
        answerPings();
        if (phase == Phase.AWAY) {
            connect();
        } else if (phase == Phase.INSIDE || stepsToLoss >= 0) {
            act();
        } else if (phase == Phase.RESUMING && retries < MOST_RETRIES && random.nextInt(4) == 0) {
            retries++;
            loses();
        } else {
            return false;
        }
        return true;
    }

    /**
     * Performs one step towards the settled state: joined, with all messages confirmed by the server.
     *
     * @return whether that state is reached, or the client has left
     */
    synchronized boolean settles() {
        answerPings();
        if (phase == Phase.LEFT) {
            return true;
        }
        if (stepsToLoss >= 0) {
            loses();
        } else if (phase == Phase.AWAY) {
            connect();
        } else if (phase == Phase.INSIDE && !unconfirmed.isEmpty()) {
            current().says(json("{'type':'ping'}"));
        }
        return phase == Phase.INSIDE && unconfirmed.isEmpty();
    }

    synchronized void leaves() {
        if (phase == Phase.INSIDE && stepsToLoss < 0) {
            recorder.sent(json("{'type':'leave'}"));
            current().says(json("{'type':'leave'}"));
            phase = Phase.LEFT;
        }
    }

    synchronized Trace trace(WireReader reader) {
        return recorder.trace(id, room, "node", phase == Phase.LEFT ? Trace.End.LEFT : Trace.End.LIVE, reader);
    }

    synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** {@return the state of the client, to describe a failure} */
    @Override
    public synchronized String toString() {
        return "%s %s, %d received, %d confirmed, %d not, %s, %s"
                .formatted(id, phase, received, confirmed, unconfirmed.size(), surprises, line);
    }

    synchronized int losses() {
        return losses;
    }

    private void answerPings() {
        for (Ping ping = pings.poll(); ping != null; ping = pings.poll()) {
            if (ping.line() == line && random.nextInt(4) != 0) {
                ping.line().pongs(ping.payload());
            }
        }
    }

    private void connect() {
        StressLine next = new StressLine(this, io, random.nextBoolean());
        line = next;
        pings.clear();
        next.opened(opening.apply(next));
        if (token.isEmpty()) {
            phase = Phase.JOINING;
            String join =
                    json("{'type':'join','status':{'n':%d},'resume':true}").formatted(said++);
            if (recorder.heard() == 0 && id.isEmpty()) {
                recorder.sent(join);
            }
            next.says(join);
        } else {
            phase = Phase.RESUMING;
            for (int pings = random.nextInt(3); pings > 0; pings--) {
                next.says(json("{'type':'ping'}"));
            }
            next.says(json("{'type':'resume','token':'%s','received':%d}").formatted(token, received));
        }
    }

    private void act() {
        int chance = random.nextInt(1000);
        if (stepsToLoss == 0) {
            loses();
        } else if (stepsToLoss > 0) {
            stepsToLoss--;
        }
        if (phase != Phase.INSIDE) {
            return;
        }
        if (chance < 300) {
            say(json("{'type':'status','status':{'n':%d}}").formatted(said++));
        } else if (chance < 900) {
            String to = someone();
            if (!to.isEmpty()) {
                say(json("{'type':'to','peer':'%s','event':'e','data':%d}").formatted(to, said++));
            }
        } else if (chance < 950) {
            current().says(json("{'type':'ping'}"));
        } else if (chance < 980 && stepsToLoss < 0) {
            current().breaksDown();
            stepsToLoss = random.nextInt(12);
        }
    }

    private void say(String text) {
        recorder.sent(text);
        unconfirmed.add(text);
        if (stepsToLoss < 0 || stepsToLoss > 4) {
            current().says(text);
        }
    }

    private void loses() {
        losses++;
        stepsToLoss = -1;
        StressLine lost = current();
        lost.breaksDown();
        if (random.nextInt(3) != 0) {
            lost.closes();
        }
        line = null;
        phase = Phase.AWAY;
    }

    /** May be called on any thread. */
    void isPinged(StressLine from, ByteBuffer payload) {
        pings.add(new Ping(from, payload));
    }

    /** Records a bug. May be called on any thread. */
    synchronized void failed(Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace));
        surprises.add(trace.toString());
    }

    /** May be called on any thread, with one text of a line at a time. */
    synchronized void hears(StressLine from, String text) {
        if (from != line) {
            return;
        }
        if (text.startsWith(json("{'type':'resumed'"))) {
            resumed(count(text));
        } else if (text.startsWith(json("{'type':'pong'"))) {
            confirm(count(text));
        } else if (text.startsWith(json("{'type':'error'")) && !text.contains("unknown_peer")) {
            surprises.add(text);
        } else {
            recorder.received(text);
            note(text);
        }
    }

    private void note(String text) {
        if (text.startsWith(json("{'type':'error'"))) {
            return;
        }
        received++;
        Matcher peer = PEER.matcher(text);
        if (text.startsWith(json("{'type':'joined'"))) {
            joined(text);
        } else if (text.startsWith(json("{'type':'peer_joined'")) && peer.find()) {
            others.add(peer.group(1));
        } else if (text.startsWith(json("{'type':'peer_left'")) && peer.find()) {
            others.remove(peer.group(1));
        }
    }

    private void joined(String text) {
        Matcher first = FIRST.matcher(text);
        if (!first.find()) {
            surprises.add(text);
            return;
        }
        id = first.group(1);
        token = first.group(2);
        phase = Phase.INSIDE;
        Matcher listed = LISTED.matcher(text);
        while (listed.find()) {
            others.add(listed.group(1));
        }
    }

    private void resumed(long taken) {
        confirm(taken);
        retries = 0;
        phase = Phase.INSIDE;
        unconfirmed.forEach(text -> current().says(text));
    }

    private void confirm(long taken) {
        if (taken > confirmed + unconfirmed.size()) {
            surprises.add("The server has taken " + taken + " messages of " + (confirmed + unconfirmed.size()));
            return;
        }
        for (; confirmed < taken; confirmed++) {
            unconfirmed.remove();
        }
    }

    private static long count(String text) {
        Matcher count = RECEIVED.matcher(text);
        return count.find() ? Long.parseLong(count.group(1)) : -1;
    }

    private String someone() {
        List<String> all = List.copyOf(others);
        return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
    }

    private StressLine current() {
        return java.util.Objects.requireNonNull(line);
    }
}
