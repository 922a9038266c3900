package rtc.muc.internal.room;

import java.time.Instant;
import rtc.muc.internal.protocol.JsonText;

/**
 * A peer as the others saw it at one moment.
 *
 * @param id its id
 * @param status its status, a JSON object
 * @param joinedAt when it joined
 * @param identity who it is, as far as the server knows; the others are not told
 */
public record RosterEntry(String id, JsonText status, Instant joinedAt, PeerIdentity identity) {}
