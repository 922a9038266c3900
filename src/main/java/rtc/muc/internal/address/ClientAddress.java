package rtc.muc.internal.address;

/**
 * The network address of a client.
 *
 * @param address the IP address
 * @param exempt whether limits per address do not apply, because the client runs on this machine
 */
public record ClientAddress(IpAddress address, boolean exempt) {}
