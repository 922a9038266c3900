package rtc.muc.internal.cluster.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import rtc.muc.RoomName;
import rtc.muc.internal.address.IpAddress;
import rtc.muc.internal.cluster.NodeMessage;
import rtc.muc.internal.protocol.JsonText;
import rtc.muc.internal.protocol.ServerMessage;
import rtc.muc.internal.room.NodeRequest;
import rtc.muc.internal.room.PeerIdentity;
import rtc.muc.internal.room.PresentedPeer;
import rtc.muc.internal.room.RosterEntry;

/** Creates messages of all kinds. The same random numbers result in the same messages. */
final class RandomNodeMessages {

    private static final String LETTERS = "abcXYZ 09äß漢\uD83D\uDE00\"\\/";
    private static final String[] SITES = {"127.0.0.1", "10.1.2.3", "2001:db8:0:1:0:0:0:0"};

    private final SplittableRandom random;

    RandomNodeMessages(SplittableRandom random) {
        this.random = random;
    }

    NodeMessage next() {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return new NodeMessage.Beat(random.nextLong(), random.nextLong(), random.nextBoolean(), random.nextLong());
        }
        return kind == 1
                ? new NodeMessage.Bye(random.nextLong())
                : new NodeMessage.Numbered(random.nextLong(), random.nextLong(), random.nextLong(), change(kind));
    }

    private NodeMessage.Change change(int kind) {
        return switch (kind) {
            case 2 -> new NodeMessage.Join(id() + "~" + random.nextInt(2, 9), peer());
            case 3 -> new NodeMessage.Status(id(), status());
            case 4 -> new NodeMessage.Leave(id());
            case 5, 6 -> new NodeMessage.Request(request());
            default ->
                new NodeMessage.Relay(
                        id(),
                        new ServerMessage.From(
                                id(), text(20), random.nextInt(4) == 0 ? null : new JsonText(text(3000))));
        };
    }

    private PresentedPeer peer() {
        PeerIdentity identity = new PeerIdentity(
                Optional.of(text(10)),
                text(10),
                random.nextBoolean() ? IpAddress.of(SITES[random.nextInt(SITES.length)]) : Optional.empty());
        Instant joinedAt = Instant.ofEpochSecond(random.nextLong(2_000_000_000), random.nextInt(1_000_000_000));
        return new PresentedPeer(
                new RoomName("r" + text(20) + "r"),
                new RosterEntry(id(), status(), joinedAt, identity, text(10)),
                random.nextLong(1, Long.MAX_VALUE),
                random.nextBoolean());
    }

    private NodeRequest request() {
        RoomName room = new RoomName("r" + text(20) + "r");
        ServerMessage.ServerEvent event =
                new ServerMessage.ServerEvent(text(20), random.nextBoolean() ? null : new JsonText(text(300)));
        Duration time = Duration.ofNanos(random.nextLong(Long.MAX_VALUE));
        return switch (random.nextInt(6)) {
            case 0 -> new NodeRequest.Send(room, id(), event);
            case 1 -> new NodeRequest.SendToAll(room, event);
            case 2 -> new NodeRequest.End(room, id());
            case 3 -> new NodeRequest.EndIdentity("u" + text(20));
            case 4 ->
                new NodeRequest.Ban(
                        "u" + text(20), random.nextLong(1, 1000), id(), time, time.plusNanos(random.nextInt(99)));
            default ->
                new NodeRequest.MissedResume(room, Optional.of(text(9)).filter(name -> !name.isEmpty()), id(), time);
        };
    }

    private JsonText status() {
        return new JsonText("{\"a\":\"" + text(300).replace("\"", "") + "\"}");
    }

    private String id() {
        return "peer-" + random.nextInt(1_000_000);
    }

    private String text(int most) {
        int[] letters = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
