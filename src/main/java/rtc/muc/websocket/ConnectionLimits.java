package rtc.muc.websocket;

/**
 * How much one connection may hold; 0 is no limit.
 *
 * @param messageBytes bytes of one incoming message in UTF-8; over it the connection is closed with 1009
 * @param outboxMessages messages that wait for one peer; over it the connection is closed with 4413
 * @param outboxChars characters in those messages, likewise
 */
public record ConnectionLimits(int messageBytes, int outboxMessages, int outboxChars) {}
