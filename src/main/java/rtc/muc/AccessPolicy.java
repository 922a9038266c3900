package rtc.muc;

/**
 * Decides who may come in. An application that has a bean of this type is asked for every connection, once, before its
 * upgrade; the answer governs the join, and nothing is asked again. It is asked for plain requests too, by which pages find
 * out why a handshake was refused, and which open no connection. Without such a bean everybody may come in whom the
 * settings let pass.
 *
 * <p>Called by any number of threads, which it may block: they are those of HTTP requests. The request scope is active.
 * When it throws, the client is refused with 500, and the log says so once a second at most.
 */
@FunctionalInterface
public interface AccessPolicy {

    /** Decides about one connection. */
    Access decide(AccessRequest request);
}
