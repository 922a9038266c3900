package rtc.muc.internal.websocket;

import java.time.Duration;

/**
 * Limits of memory and time: for one connection, and for all of them together; 0 is no limit.
 *
 * @param messageBytes bytes of one incoming message in UTF-8; over it the connection is closed with 1009
 * @param outboxMessages messages that wait for one peer; over it the connection is closed with 4413
 * @param outboxBytes bytes of memory that those messages take, likewise; one message of any size always fits
 * @param outboxesBytes the same for all connections together, with the messages in flight; while they hold more, those that
 *     hold most are closed with 4413
 * @param sendTimeout how long one message may take to be sent; over it the connection is closed with 4413
 * @param closeTimeout how long the last messages may take before a close; over it the connection is closed without them
 */
public record ConnectionLimits(
        int messageBytes,
        int outboxMessages,
        int outboxBytes,
        long outboxesBytes,
        Duration sendTimeout,
        Duration closeTimeout) {}
