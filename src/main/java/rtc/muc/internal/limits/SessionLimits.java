package rtc.muc.internal.limits;

/**
 * How many connections there may be.
 *
 * @param sessions on this node, 0 for no limit
 * @param sessionsPerAddress from one address, of IPv6 from one network of 64 bits; 0 for no limit
 * @param handshakes how fast one address may try
 * @param questions how fast one address may ask whether it would be let in
 */
public record SessionLimits(int sessions, int sessionsPerAddress, Rate handshakes, Rate questions) {}
