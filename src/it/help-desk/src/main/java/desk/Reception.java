package desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import rtc.muc.PeerJoined;
import rtc.muc.RoomManager;

/** Greets every peer that joins. */
@ApplicationScoped
public class Reception {

    @Inject
    RoomManager rooms;

    void greet(@Observes PeerJoined joined) {
        String name = joined.peer().status().getString("name", "stranger");
        rooms.send(joined.room(), joined.peer().id(), "greeting", Map.of("text", "Welcome, " + name));
    }
}
