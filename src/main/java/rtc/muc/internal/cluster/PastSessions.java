package rtc.muc.internal.cluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many sessions there were with nodes whose links have been forgotten, because such a node may return with the same
 * address. Only a limited number of addresses is retained. If there are more, the oldest one is forgotten, and from then
 * on links to unknown addresses begin to count at the highest number that was forgotten: wire ids contain this count, so
 * the count of an address must never decrease. Thread-safe.
 */
final class PastSessions {

    private final int limit;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Integer> byAddress = new LinkedHashMap<>();

    @GuardedBy("lock")
    private int highestForgotten;

    /** @param limit how many addresses are retained */
    PastSessions(int limit) {
        this.limit = limit;
    }

    /** Retains how many sessions there were with a node. */
    void put(String address, int sessions) {
        synchronized (lock) {
            if (sessions <= highestForgotten) {
                return;
            }
            byAddress.remove(address);
            byAddress.put(address, sessions);
            if (byAddress.size() > limit) {
                var oldest = byAddress.entrySet().iterator().next();
                highestForgotten = Math.max(highestForgotten, oldest.getValue());
                byAddress.remove(oldest.getKey());
            }
        }
    }

    /** {@return how many sessions there were with a node, or a higher number if that was forgotten; removes the address} */
    int take(String address) {
        synchronized (lock) {
            Integer sessions = byAddress.remove(address);
            return sessions == null ? highestForgotten : sessions;
        }
    }
}
