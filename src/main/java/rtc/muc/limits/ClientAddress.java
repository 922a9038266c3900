package rtc.muc.limits;

/**
 * Where a client is.
 *
 * @param address the address
 * @param exempt whether limits of one address do not apply: it is this machine itself, as of local tests, or of a proxy
 *     that does not tell who its clients are
 */
public record ClientAddress(IpAddress address, boolean exempt) {}
