package rtc.muc.websocket;

import java.time.Duration;

/**
 * How much one connection may hold, and how long it may take; 0 is no limit.
 *
 * @param messageBytes bytes of one incoming message in UTF-8; over it the connection is closed with 1009
 * @param outboxMessages messages that wait for one peer; over it the connection is closed with 4413
 * @param outboxChars characters in those messages, likewise; one message of any size always fits
 * @param sendTimeout how long one message may take to be sent; over it the connection is closed with 4413
 * @param closeTimeout how long the last messages may take before a close; over it the connection is closed without them
 */
public record ConnectionLimits(
        int messageBytes, int outboxMessages, int outboxChars, Duration sendTimeout, Duration closeTimeout) {}
