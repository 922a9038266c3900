package rtc.muc.internal.cluster.jgroups;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks up the addresses of hosts. */
@FunctionalInterface
interface HostNames {

    /** The names that the system knows. Java remembers an address for 30 seconds, and a failure for ten. */
    HostNames OF_SYSTEM = InetAddress::getAllByName;

    /**
     * {@return the addresses of a host, at least one}
     *
     * @param host the name or the address
     * @throws UnknownHostException if there are none
     */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
