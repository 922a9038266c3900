package rtc.muc.internal.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rtc.muc.EndReason;

/** Peers of another node have left a room. */
final class RemoteLeave implements RemoteChange {

    private record Farewell(RosterChange.Leave leave, String announcement) {}

    private final Map<RemotePeer, Farewell> farewells = new LinkedHashMap<>();

    RemoteLeave(List<RemotePeer> peers, MessageEncoder encoding) {
        for (RemotePeer peer : peers) {
            RosterChange.Leave leave = new RosterChange.Leave(peer.wireId(), EndReason.GONE);
            farewells.put(peer, new Farewell(leave, encoding.encode(leave.announcement())));
        }
    }

    @Override
    public @Nullable Predicate<Peer> apply(Roster roster, SharedRoster shared, StatusThrottle statuses) {
        List<String> announcements = new ArrayList<>();
        farewells.forEach((peer, farewell) -> {
            if (shared.remove(peer)) {
                roster.apply(farewell.leave());
                statuses.forget(peer.wireId());
                announcements.add(farewell.announcement());
            }
        });
        return announcements.isEmpty() ? null : local -> announcements.stream().allMatch(local.outbox()::add);
    }
}
