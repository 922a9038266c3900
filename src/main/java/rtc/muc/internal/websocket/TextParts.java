package rtc.muc.internal.websocket;

import org.jspecify.annotations.Nullable;
import rtc.muc.internal.protocol.Utf8;

/** The parts of one incoming message, collected up to a limit. Not thread-safe. */
final class TextParts {

    private final int maxBytes;
    private String first = "";
    private @Nullable StringBuilder all;
    private int count;
    private int emptyParts;

    /** An upper bound of the collected bytes in UTF-8; computed exactly only when necessary. */
    private long bound;

    /** @param maxBytes the maximum size of a whole message, in bytes of UTF-8; 0 for no limit */
    TextParts(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Adds a part. The limit also applies to the number of empty parts, which add no bytes.
     *
     * @return false if the message exceeds the limit; the message is then dropped, and all further parts are refused
     */
    boolean add(String part) {
        if (isOver()) {
            return false;
        }
        count++;
        if (part.isEmpty()) {
            emptyParts++;
        } else if (all != null) {
            all.append(part);
        } else if (first.isEmpty()) {
            first = part;
        } else {
            all = new StringBuilder(first).append(part);
        }
        bound += 3L * part.length();
        if (isOver()) {
            bound = Utf8.bytes(all == null ? first : all);
        }
        if (isOver()) {
            first = "";
            all = null;
            return false;
        }
        return true;
    }

    /** {@return how many parts were added} */
    int count() {
        return count;
    }

    /** {@return the message} The next part begins another message. */
    String take() {
        String message = all == null ? first : all.toString();
        first = "";
        all = null;
        count = 0;
        emptyParts = 0;
        bound = 0;
        return message;
    }

    private boolean isOver() {
        return maxBytes > 0 && (bound > maxBytes || emptyParts > maxBytes);
    }
}
