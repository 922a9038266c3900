package rtc.muc.internal.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Mutants that each lack or break a rule of rooms over several nodes. The package documentation of the production
 * classes explains the rules.
 */
final class Mutants {

    private static final String CLUSTER_PUBLISHER = "cluster/ClusterPublisher";
    private static final String BANS = "room/Bans";
    private static final String LINK = "cluster/Link";
    private static final String PAST_SESSIONS = "cluster/PastSessions";
    private static final String MEMBERSHIP = "websocket/Membership";
    private static final String PRESENCE = "websocket/Presence";
    private static final String KEPT_MESSAGES = "websocket/KeptMessages";
    private static final String REMOTE_JOIN = "room/RemoteJoin";
    private static final String REMOTE_LEAVE = "room/RemoteLeave";
    private static final String REMOTE_PEERS = "cluster/RemotePeers";
    private static final String PEER = "room/Peer";
    private static final String PEER_CONTROL = "room/PeerControl";
    private static final String ROOM = "room/Room";
    private static final String ROOMS = "room/Rooms";
    private static final String SESSION = "cluster/Session";
    private static final String SHARED_ROSTER = "room/SharedRoster";
    private static final String STAMP = "room/Stamp";
    private static final String WIRE_IDS = "room/WireIds";

    private static final String LATEST = "stamps.values().stream().mapToLong(Stamp::time).max().orElse(0)";

    /** Faults after which nodes that were out of sight for a while meet again. */
    private static final Plan FORGETTING =
            Plan.EVERYTHING.with(Set.of(Fault.FORGETTING, Fault.TWO_WAY_CUT, Fault.ONE_WAY_CUT, Fault.PAUSE));

    /** Faults that separate nodes, between which clients move. */
    private static final Plan RESUMING = Plan.EVERYTHING.with(
            Set.of(Fault.RESUME, Fault.LOST_CLIENTS, Fault.TWO_WAY_CUT, Fault.ONE_WAY_CUT, Fault.LOST_TAIL));

    private Mutants() {}

    static List<Mutant> all() {
        return Stream.of(stamps(), rooms(), sessions(), streams(), requests(), resumption())
                .flatMap(List::stream)
                .toList();
    }

    /** {@return mutants of the rules that decide which of two peers is the first} */
    private static List<Mutant> stamps() {
        return List.of(
                Mutant.named("no stamp")
                        .patched(REMOTE_JOIN, "stamp.isAfter(shared.stampOf(local.id()))", "stamp != null"),
                Mutant.named("no tie-break")
                        .patched(
                                STAMP,
                                "return time == other.time ? peer.compareTo(other.peer) > 0 : time > other.time;",
                                "return time >= other.time;"),
                Mutant.named("wall clock")
                        .patched(SHARED_ROSTER, "1 + latest", "clock.getAsLong() / 1_000_000")
                        .patched(
                                SHARED_ROSTER,
                                "Stamp stamp(String peer) {",
                                "java.util.function.LongSupplier clock = () -> 0; Stamp stamp(String peer) {")
                        .patched(
                                ROOM,
                                "this.onClosed = onClosed;",
                                "this.onClosed = onClosed; shared.clock = context.nanos();"),
                Mutant.named("clock not merged")
                        .patched(
                                SHARED_ROSTER,
                                LATEST,
                                "stamps.entrySet().stream().filter(entry -> !remote.containsKey(entry.getKey()))"
                                        + ".mapToLong(entry -> entry.getValue().time()).max().orElse(0)"),
                Mutant.named("stamp before the lock")
                        .patched(
                                PEER,
                                "private volatile boolean takesEvents;",
                                "volatile boolean takesEvents; long early = 1;")
                        .patched(
                                ROOMS,
                                "String announcement = encode(join.announcement());",
                                "Room now = rooms.get(peer.room()); if (now != null) peer.early = now.early();"
                                        + " String announcement = encode(join.announcement());")
                        .patched(
                                ROOM,
                                "boolean apply(RemoteChange change) {",
                                "long early() { synchronized (lock) { return shared.early(); } }"
                                        + " boolean apply(RemoteChange change) {")
                        .patched(ROOM, "shared.stamp(peer.id())", "shared.stamp(peer.id(), peer.early)")
                        .patched(
                                SHARED_ROSTER,
                                "Stamp stamp(String peer) {",
                                "long early() { return 1 + " + LATEST + "; }"
                                        + " Stamp stamp(String peer, long early) {"
                                        + " stamps.put(peer, new Stamp(early, peer)); return stamps.get(peer); }"
                                        + " Stamp stamp(String peer) {"),
                Mutant.named("no supplementary joined")
                        .patched(
                                REMOTE_JOIN,
                                "return local -> local.outbox() .add(stamp.isAfter(shared.stampOf(local.id()))"
                                        + " ? announcement : supplementFor(local.id()));",
                                "return local -> !stamp.isAfter(shared.stampOf(local.id()))"
                                        + " || local.outbox().add(announcement);"));
    }

    /** {@return mutants of the rules about the messages from rooms to their peers and to other nodes} */
    private static List<Mutant> rooms() {
        return List.of(
                Mutant.named("who vanished is not published")
                        .patched(
                                ROOM,
                                "context.publisher().left(name, leave.peer());",
                                "if (leave.why() == rtc.muc.EndReason.LEFT)"
                                        + " context.publisher().left(name, leave.peer());"),
                Mutant.named("the end of a session is not told")
                        .patched(REMOTE_LEAVE, "return announcements.isEmpty() ?", "return announcements != null ?"),
                Mutant.named("publish outside of the lock")
                        .patched(
                                CLUSTER_PUBLISHER,
                                "change.accept(session);",
                                "link.later(() -> change.accept(session));")
                        .patched(
                                LINK,
                                "void greet() {",
                                "void later(Runnable task) { driver.execute(task); } void greet() {"),
                Mutant.named("tell outside of the lock")
                        .patched(
                                ROOM,
                                "closed = roster.isEmpty();"
                                        + " delivery = appending == null ? Delivery.NOTHING : append(appending); }",
                                "closed = roster.isEmpty(); late = appending; }"
                                        + " context.encoding().encode(new ServerMessage.Pong());"
                                        + " synchronized (lock) {"
                                        + " delivery = late == null ? Delivery.NOTHING : append(late); }")
                        .patched(
                                ROOM,
                                "boolean apply(RemoteChange change) { Delivery delivery;",
                                "boolean apply(RemoteChange change) { Delivery delivery; Predicate<Peer> late;"),
                Mutant.named("a status is told outside of the lock")
                        .patched(
                                ROOM,
                                "return append(other -> other.id().equals(peer) ||",
                                "return append(other -> context.encoding().encode(new ServerMessage.Pong()) == null"
                                        + " || other.id().equals(peer) ||"),
                Mutant.named("a peer comes into another room")
                        .patched(
                                REMOTE_PEERS,
                                "join.peer(), session)",
                                "join.wireId().hashCode() % 20 != 0 ? join.peer() : new"
                                        + " rtc.muc.internal.room.PresentedPeer(new RoomName(\"r0\"),"
                                        + " join.peer().peer(), join.peer().time(), join.peer().takesEvents()), session)"));
    }

    /** {@return mutants of the rules about the beginning and the end of a session} */
    private static List<Mutant> sessions() {
        return List.of(
                Mutant.named("unsent events go into the next session")
                        .patched(
                                SESSION,
                                "void end() { over = true;",
                                "final java.util.List<NodeMessage.Change> unsent = new java.util.ArrayList<>();"
                                        + " void resend(Session former) {"
                                        + " former.unsent.forEach(change -> append(change, 0)); }"
                                        + " void end() { over = true; for (Waiting each : queue) {"
                                        + " if (each.change() instanceof NodeMessage.Relay) unsent.add(each.change()); }")
                        .patched(LINK, "private boolean stopped;", "private boolean stopped; private Session former;")
                        .patched(LINK, "ended.end(); counts", "ended.end(); former = ended; counts")
                        .patched(
                                LINK,
                                "begun.presentedAll();",
                                "begun.presentedAll(); if (former != null) { begun.resend(former); }"),
                Mutant.named("presentations count towards the bound")
                        .patched(
                                SESSION,
                                "append(new NodeMessage.Join(WireIds.in(ordinal, peer.id()), peer), 0);",
                                // As if there were four times as many peers.
                                "NodeMessage.Join join = new NodeMessage.Join(WireIds.in(ordinal, peer.id()), peer);"
                                        + " offer(join, 4 * join.weight());"),
                Mutant.named("a view ends sessions")
                        .patched(
                                LINK,
                                "now - heard > silence.toNanos()",
                                "(!inView || now - heard > silence.toNanos())"),
                Mutant.named("a pause of this node counts as silence of the other")
                        .patched(
                                LINK,
                                "if (now - ticked > times.beat().plus(times.late()).toNanos()) { heard = now; }",
                                ""),
                Mutant.named("no pause after a session")
                        .patched(LINK, "holdUntil = now() + pause.toNanos();", "holdUntil = now();"),
                Mutant.named("no echo of the other's number")
                        .patched(LINK, "if (otherTheirs != mine) {", "if (otherTheirs != mine && otherMine == 0) {")
                        .playedWith(Plan.EVERYTHING.with(Set.of(Fault.SLOW_STREAM, Fault.OVERFLOW))),
                Mutant.named("no fresh number after the end")
                        .patched(LINK, "mine = number(); hold = pause;", "hold = pause;")
                        .playedWith(Plan.EVERYTHING.with(Set.of(Fault.DISORDER, Fault.ONE_WAY_CUT, Fault.TWO_WAY_CUT))),
                Mutant.named("peers of an ended session stay").patched(LINK, "gone.removeAll();", ""),
                Mutant.named("a forgotten link counts its sessions from the first again")
                        .patched(PAST_SESSIONS, "byAddress.put(address, sessions);", "")
                        .patched(PAST_SESSIONS, "if (byAddress.size() > limit) {", "if (byAddress.size() < 0) {")
                        .playedWith(FORGETTING),
                Mutant.named("an address that is forgotten for good counts from the first again")
                        .patched(PAST_SESSIONS, "highestForgotten = Math.max(highestForgotten, oldest.getValue());", "")
                        .playedWith(FORGETTING),
                Mutant.named("the same ids again").patched(WIRE_IDS, "session == 1 ?", "session > 0 ?"),
                Mutant.named("never silent").patched(LINK, "now - heard > silence.toNanos()", "now - heard < 0"),
                Mutant.named("apply before all is presented")
                        .patched(
                                LINK,
                                "for (RoomName room : context.rooms().names()) {"
                                        + " context.rooms().present(room, begun::present); } begun.presentedAll();"
                                        + " context.listener().begun(node); }",
                                "driver.execute(() -> driver.execute(() -> presentLate(begun))); }"
                                        + " private void presentLate(Session begun) {"
                                        + " for (RoomName room : context.rooms().names()) {"
                                        + " context.rooms().present(room, begun::present); } begun.presentedAll(); }"),
                Mutant.named("a snapshot copied early")
                        .patched(
                                LINK,
                                "context.rooms().present(room, begun::present); }",
                                "context.rooms().present(room, copied::add); }"
                                        + " context.rooms().present(new RoomName(\"nowhere\"), begun::present);"
                                        + " copied.forEach(begun::present);")
                        .patched(
                                LINK,
                                "begun.beat();",
                                "begun.beat(); java.util.List<rtc.muc.internal.room.PresentedPeer> copied = new"
                                        + " java.util.ArrayList<>();"));
    }

    /** {@return mutants of the rules about the messages in a session} */
    private static List<Mutant> streams() {
        Mutant noGaps = Mutant.named("no gap check")
                .patched(LINK, "numbered.place() > received + 1", "numbered.place() < 0")
                .patched(
                        LINK,
                        "numbered.place() == received + 1 && peers != null) { received++;",
                        "numbered.place() > received && peers != null) { received = numbered.place();");
        return List.of(
                noGaps,
                Mutant.named("no check for doubles")
                        .patched(
                                LINK,
                                "numbered.place() == received + 1 && peers != null) { received++;",
                                "peers != null) { received = Math.max(received, numbered.place());"),
                Mutant.named("beats without a count").patched(LINK, "beat.sent() != received", "beat.sent() < 0"),
                Mutant.named("an overflow drops messages")
                        .patched(
                                SESSION,
                                "broken = true; onOverflow.run(); return false;",
                                "waiting.addAndGet(-weight); return true;"),
                Mutant.named("presence apart from events").playedWith(Plan.EVERYTHING.withPresenceApart()),
                new Mutant("presence apart, without the checks", noGaps.sources(), Plan.EVERYTHING.withPresenceApart())
                        .patched(LINK, "beat.sent() != received", "beat.sent() < 0"),
                Mutant.named("events are delivered twice")
                        .patched(
                                REMOTE_PEERS,
                                "rooms.deliver(sender, relay.recipient(), relay.event());",
                                "rooms.deliver(sender, relay.recipient(), relay.event());"
                                        + " if (relay.event().event().hashCode() % 100 == 0)"
                                        + " rooms.deliver(sender, relay.recipient(), relay.event());"));
    }

    /** {@return mutants of the rules about requests between nodes} */
    private static List<Mutant> requests() {
        return List.of(
                Mutant.named("requests are not carried out").patched(REMOTE_PEERS, "rooms.take(asked.request());", ""),
                Mutant.named("an application's event goes to the wire id")
                        .patched(
                                PEER_CONTROL,
                                "new NodeRequest.Send(name, remote.id(), event)",
                                "new NodeRequest.Send(name, remote.wireId(), event)"),
                Mutant.named("bans are not published").patched(PEER_CONTROL, "publisher.request(request);", ""),
                Mutant.named("bans are not lifted elsewhere")
                        .patched(PEER_CONTROL, "lifted.ifPresent(publisher::request);", ""),
                Mutant.named("a node that comes is not told the bans")
                        .patched(LINK, "context.rooms().standing().forEach(begun::begin);", ""),
                Mutant.named("the last word on a ban counts, not the highest version")
                        .patched(BANS, "&& !other.isStrongerThan(this)", "&& other == this"),
                Mutant.named("a lifted ban is forgotten")
                        .patched(
                                BANS,
                                "return contains(principal) ? Optional.of(replace(principal, now, now)) : Optional.empty();",
                                "if (!contains(principal)) { return Optional.empty(); }"
                                        + " NodeRequest.Ban lifted = replace(principal, now, now);"
                                        + " entries.remove(principal); return Optional.of(lifted);"),
                Mutant.named("who is banned elsewhere stays")
                        .patched(
                                PEER_CONTROL,
                                "if (bans.contains(ban.principal())) { var unused = endHere(ban.principal()); }",
                                ""),
                Mutant.named("what is new about bans is not told on")
                        .patched(PEER_CONTROL, "publisher.request(ban);", ""));
    }

    /** {@return mutants of the rules about clients that return, to their node or to another one} */
    private static List<Mutant> resumption() {
        return List.of(
                Mutant.named("other nodes are not told that a client has come")
                        .patched(PEER_CONTROL, "publisher.request(resume);", ""),
                Mutant.named("missed resumes are not repeated in new sessions")
                        .playedWith(RESUMING)
                        .patched(PEER_CONTROL, "missed.recent().stream()", "Stream.<NodeRequest>empty()"),
                Mutant.named("who has come back is ended")
                        .playedWith(RESUMING)
                        .patched(
                                PRESENCE,
                                "if (connection == null || !resumed || later >= LONGEST_TRANSIT.toNanos()) {",
                                "if (true) {"),
                Mutant.named("an abandoned connection takes a peer over")
                        .playedWith(RESUMING)
                        .patched(MEMBERSHIP, "boolean late = connection.number() < last;", "boolean late = false;"),
                Mutant.named("a client that is away has left")
                        .patched(MEMBERSHIP, "if (!resumes() || ", "if (resumes() || "),
                Mutant.named("a peer waits for its client for ever")
                        .patched(
                                MEMBERSHIP,
                                "boolean late = absence.lasts(now) >= resumptions.window().toNanos();",
                                "boolean late = absence.lasts(now) < 0;"),
                Mutant.named("what was lost with a connection is not sent again")
                        .patched(
                                KEPT_MESSAGES,
                                "messages.resume(Math.max(received, messages.confirmed()))",
                                "messages.resume(total)"));
    }
}
