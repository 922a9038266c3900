package rtc.muc.internal.limits;

/**
 * Limits of connections and of requests for them.
 *
 * @param sessions the maximum number of connections to this node; 0 for no limit
 * @param sessionsPerAddress the maximum number from one IPv4 address or one IPv6 /64 network; 0 for no limit
 * @param handshakes the rate of handshakes from one address
 * @param questions the rate of questions, which are requests without an upgrade, from one address
 */
public record SessionLimits(int sessions, int sessionsPerAddress, Rate handshakes, Rate questions) {}
