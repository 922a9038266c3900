package rtc.trace;

/**
 * A violation of a rule.
 *
 * @param rule the rule
 * @param room the name of the room
 * @param what what happened, in one sentence
 */
public record Violation(Rule rule, String room, String what) {}
