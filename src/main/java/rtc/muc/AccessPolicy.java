package rtc.muc;

/**
 * Decides who may join. A bean of this type is called once for every connection, before its upgrade; the answer also
 * applies to the join. It is also called for plain requests, which open no connection: pages send them to find out why
 * a handshake was refused. Without such a bean, the settings alone decide.
 *
 * <p>It is called concurrently, on the threads of HTTP requests, and may block. The request scope is active. If it
 * throws an exception, the client is refused with 500, and the exception is logged, at most once a second.
 */
@FunctionalInterface
public interface AccessPolicy {

    /** Decides about one request. */
    Access decide(AccessRequest request);
}
