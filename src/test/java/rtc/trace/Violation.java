package rtc.trace;

/**
 * A broken promise.
 *
 * @param rule which
 * @param room the room it happened in
 * @param what what happened, in one sentence
 */
public record Violation(Rule rule, String room, String what) {}
