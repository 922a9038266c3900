package rtc.muc.internal.config;

import java.util.List;
import rtc.muc.internal.handshake.OriginRules;
import rtc.muc.internal.ice.IceRules;
import rtc.muc.internal.limits.Rate;
import rtc.muc.internal.room.RoomLimits;
import rtc.muc.internal.websocket.ConnectionLimits;
import rtc.muc.internal.websocket.LivenessLimits;

/**
 * Refuses settings that contradict each other: one setting allows what another one always prevents, so that one of the
 * two has no effect. A limit that is switched off contradicts no other setting.
 */
final class Contradictions {

    /**
     * The payload bytes per byte of overhead: each part of a message is counted as 32 bytes more than its payload, and
     * parts are rarely smaller than 512 bytes.
     */
    private static final int PARTS = 512 / 32;

    /** The memory that a message occupies in the queue for another node, besides its characters. */
    private static final int QUEUED_MESSAGE_BYTES = 1024;

    private static final String A_MESSAGE = "that is one message of muc.max-message-size";
    private static final String MEMORY = A_MESSAGE + ", whose characters take up to two bytes of memory each";

    /** The number of bytes around the status in the message that changes it. */
    private static final int STATUS_MESSAGE_BYTES = "{\"type\":\"status\",\"status\":}".length();

    private static final List<String> TOKEN_KEYS = List.of(
            "muc.token-audience",
            "muc.token-issuer",
            "muc.token-room-claim",
            "muc.token-max-lifetime",
            "muc.token-clock-skew");

    private final Settings settings;
    private final SettingsReader reader;

    private Contradictions(Settings settings, SettingsReader reader) {
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * {@return the given settings}
     *
     * @param reader reports which of the settings are set
     * @throws IllegalArgumentException if settings contradict each other; the message contains their keys
     */
    static Settings refuse(Settings settings, SettingsReader reader) {
        Contradictions contradictions = new Contradictions(settings, reader);
        contradictions.refuseSilenceWithoutPings();
        contradictions.refuseHostsWithoutOwn();
        contradictions.refuseHalfOfTurn();
        contradictions.refuseUselessTokenSettings();
        contradictions.refuseMessagesThatNeverPass();
        contradictions.refuseOutboxesThatNeverFill();
        contradictions.refuseLimitsWithoutEffect();
        return settings;
    }

    private void refuseSilenceWithoutPings() {
        LivenessLimits liveness = settings.liveness();
        if (!liveness.silence().isZero() && liveness.ping().isZero()) {
            throw new IllegalArgumentException(
                    "Setting muc.silence-timeout is %d ms; allowed is 0 where muc.ping-interval"
                                    .formatted(liveness.silence().toMillis())
                            + " is 0: without pings, a client that is alive may send nothing for a long time");
        }
        if (!liveness.silence().isZero() && liveness.silence().compareTo(liveness.ping()) <= 0) {
            throw new IllegalArgumentException("Setting muc.silence-timeout is %d ms; allowed is more than"
                            .formatted(liveness.silence().toMillis())
                    + " muc.ping-interval, which is %d ms; 0 for no limit"
                            .formatted(liveness.ping().toMillis()));
        }
    }

    private void refuseHostsWithoutOwn() {
        OriginRules origins = settings.origins();
        if (!origins.own() && !origins.hosts().isEmpty()) {
            throw new IllegalArgumentException("Setting muc.hosts limits the value own of muc.allowed-origins; it is"
                    + " allowed only if muc.allowed-origins contains own");
        }
    }

    private void refuseHalfOfTurn() {
        IceRules ice = settings.iceServers();
        if (ice.turnSecret().isEmpty() != ice.turnUrls().isEmpty()) {
            throw new IllegalArgumentException(
                    "Settings muc.turn-secret and muc.turn-urls belong together: %s is set, and"
                                    .formatted(ice.turnUrls().isEmpty() ? "muc.turn-secret" : "muc.turn-urls")
                            + " the other one is not");
        }
    }

    private void refuseUselessTokenSettings() {
        for (String key : TOKEN_KEYS) {
            if (!settings.tokens().areOn() && reader.isSet(key)) {
                throw new IllegalArgumentException("Setting " + key + " is allowed only with a key of room tokens,"
                        + " such as muc.token-secret: without one, tokens are not checked");
            }
        }
    }

    private void refuseMessagesThatNeverPass() {
        int message = settings.connection().messageBytes();
        if (message == 0) {
            refuseUnlimitedMessagesInCluster();
            return;
        }
        Rate bytes = settings.rooms().bytes();
        int counted = message + message / PARTS;
        if (!bytes.isUnlimited() && bytes.burst() < counted) {
            throw tooSmall(
                    "muc.byte-burst", bytes.burst(), counted, A_MESSAGE + ", with 32 bytes for each of its parts");
        }
        int status = settings.messages().statusBytes();
        if (status > 0
                && message < status + STATUS_MESSAGE_BYTES
                && bothSet("muc.max-message-size", "muc.max-status-size")) {
            throw tooSmall(
                    "muc.max-message-size",
                    message,
                    status + STATUS_MESSAGE_BYTES,
                    "that is the message with a status of muc.max-status-size");
        }
        long queued = 2L * message + QUEUED_MESSAGE_BYTES;
        if (settings.cluster().on() && settings.cluster().queueBytes() < queued) {
            throw tooSmall("muc.cluster-queue-size", settings.cluster().queueBytes(), queued, MEMORY);
        }
    }

    private void refuseUnlimitedMessagesInCluster() {
        if (settings.cluster().on()) {
            throw new IllegalArgumentException(
                    "Setting muc.max-message-size must not be 0 if muc.cluster is on: a message"
                            + " that is larger than the queue for another node would disconnect the nodes");
        }
    }

    private void refuseOutboxesThatNeverFill() {
        ConnectionLimits connection = settings.connection();
        long all = connection.outboxesBytes();
        if (all > 0 && all < connection.outboxBytes() && bothSet("muc.outboxes-size", "muc.outbox-size")) {
            throw tooSmall("muc.outboxes-size", all, connection.outboxBytes(), "that is muc.outbox-size");
        }
        if (all > 0 && all < 2L * connection.messageBytes()) {
            throw tooSmall("muc.outboxes-size", all, 2L * connection.messageBytes(), MEMORY);
        }
    }

    private void refuseLimitsWithoutEffect() {
        RoomLimits rooms = settings.rooms();
        refuseAbove("muc.peers-per-address", rooms.peersPerAddress(), "muc.peers-per-room", rooms.peers());
        refuseAbove("muc.peers-per-identity", rooms.peersPerIdentity(), "muc.peers-per-room", rooms.peers());
        refuseAbove(
                "muc.sessions-per-address",
                settings.sessionLimits().sessionsPerAddress(),
                "muc.sessions-per-node",
                settings.sessionLimits().sessions());
    }

    private void refuseAbove(String key, int part, String keyOfWhole, int whole) {
        if (whole > 0 && part > whole && bothSet(key, keyOfWhole)) {
            throw new IllegalArgumentException("Setting %s is %d; allowed is at most %s, which is %d; 0 for no limit"
                    .formatted(key, part, keyOfWhole, whole));
        }
    }

    /** If only one of the two limits is set, it does not contradict the default of the other one. */
    private boolean bothSet(String key, String other) {
        return reader.isSet(key) && reader.isSet(other);
    }

    private static IllegalArgumentException tooSmall(String key, long bytes, long least, String why) {
        return new IllegalArgumentException(
                "Setting %s is %d bytes; allowed is at least %d: %s".formatted(key, bytes, least, why));
    }
}
