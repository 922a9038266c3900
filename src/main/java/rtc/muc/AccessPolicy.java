package rtc.muc;

/**
 * Decides who may join. A bean of this type is called once for every connection, before its upgrade; the answer also
 * applies to the join. It is also called for plain requests, which open no connection: pages use them to find out why a
 * handshake was refused. Without such a bean, the settings alone decide.
 *
 * <p>Called on the threads of HTTP requests, concurrently; it may block. The request scope is active. If it throws, the
 * client is refused with 500, and the exception is logged, at most once a second.
 */
@FunctionalInterface
public interface AccessPolicy {

    /** Decides about one connection. */
    Access decide(AccessRequest request);
}
