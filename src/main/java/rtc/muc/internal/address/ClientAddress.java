package rtc.muc.internal.address;

/**
 * Where a client is.
 *
 * @param address the address
 * @param exempt whether limits of one address do not apply: it is this machine itself, as of local tests
 */
public record ClientAddress(IpAddress address, boolean exempt) {}
