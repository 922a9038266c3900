package rtc.muc.internal.websocket;

import java.time.Duration;

/**
 * Limits of memory and time, for one connection and for all connections together; 0 means no limit.
 *
 * @param messageBytes the maximum size of one incoming message, in bytes of UTF-8; over it, the connection is closed
 *     with 1009
 * @param outboxMessages the maximum number of messages that wait for one peer; over it, the connection is closed with
 *     4413
 * @param outboxBytes the maximum memory of those messages, in bytes; over it, the connection is closed with 4413, but a
 *     single message of any size is accepted
 * @param outboxesBytes the maximum memory of the outboxes of all connections together, in bytes, including messages in
 *     flight; over it, the connections with the fullest outboxes are closed with 4413
 * @param sendTimeout how long one message may take to be sent; after that, the connection is closed with 4413
 * @param closeTimeout how long the last messages may take before a close; after that, the connection is closed without
 *     them
 */
public record ConnectionLimits(
        int messageBytes,
        int outboxMessages,
        int outboxBytes,
        long outboxesBytes,
        Duration sendTimeout,
        Duration closeTimeout) {}
