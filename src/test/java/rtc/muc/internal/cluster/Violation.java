package rtc.muc.internal.cluster;

/**
 * A broken rule.
 *
 * @param rule one of the promises of the protocol, C1 to C8; CALL: the offer and the answer of two peers do not meet; STALE: an
 *     event is heard in another presentation than it was sent in
 */
record Violation(String rule, String what) {}
