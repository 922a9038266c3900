package rtc.muc.internal.address;

/**
 * Where a client is.
 *
 * @param address the address
 * @param exempt whether limits per address do not apply, because the client runs on this machine
 */
public record ClientAddress(IpAddress address, boolean exempt) {}
