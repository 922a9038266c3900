package rtc.muc.internal.cluster;

/**
 * A broken rule.
 *
 * @param rule one of the promises of the protocol, C1 to C8; CALL if the offer and the answer of two peers do not
 *     result in one call; STALE if an event arrives in another presentation than the one in which it was sent; APP if a
 *     request of the application is not carried out; BAN if nodes disagree about a ban, forget it or do not enforce it;
 *     NEEDLESS if a node ends a session as silent although it hears the other node, or was paused itself; STORM if peers
 *     are presented anew without a pause; RESUME if a client that has come back cannot resume, or is ended
 */
record Violation(String rule, String what) {}
