package rtc.muc.page;

/**
 * The STUN and TURN servers that browsers are told to use.
 *
 * @param json a JSON array, as {@code new RTCPeerConnection({iceServers})} takes it
 */
public record IceServers(String json) {}
