package rtc.muc.internal.limits;

/**
 * Limits of the number of connections.
 *
 * @param sessions on this node; 0 for no limit
 * @param sessionsPerAddress from one IPv4 address or one IPv6 /64 network; 0 for no limit
 * @param handshakes the rate of handshakes from one address
 * @param questions the rate of questions from one address
 */
public record SessionLimits(int sessions, int sessionsPerAddress, Rate handshakes, Rate questions) {}
