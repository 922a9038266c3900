package desk;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import rtc.muc.RoomManager;
import rtc.muc.RoomSnapshot;

/** Lists the rooms in which one peer waits alone, with that peer. */
@Path("waiting")
@RequestScoped
public class WaitingRooms {

    @Inject
    RoomManager rooms;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<RoomSnapshot> waiting() {
        return rooms.rooms().stream().filter(room -> room.peers().size() == 1).toList();
    }
}
