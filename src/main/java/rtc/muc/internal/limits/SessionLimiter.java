package rtc.muc.internal.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;

/**
 * Counts the connections of this node and of each address, and limits them. Thread-safe; locks are held only while
 * counting.
 */
public final class SessionLimiter {

    /** The answer to a new connection or to a question. */
    public enum Answer {
        /**
         * Within the limits. If {@link SessionLimiter#enter} returned this, the connection is counted, and {@link
         * SessionLimiter#leave} must be called later.
         */
        IN,
        /** Its address connects too often. */
        TOO_FAST,
        /** Its address has too many connections. */
        TOO_MANY,
        /** This node has too many connections, or remembers too many addresses. */
        FULL
    }

    /**
     * The maximum number of remembered addresses without a connection; each is remembered until its buckets are full.
     */
    private static final int MOST_PASSING = 100_000;

    /** An operation on the usage of an address; its result is null if the usage is closed. */
    private interface Visit {
        @Nullable
        Answer make(AddressUsage site, long now);
    }

    private final SessionLimits limits;
    private final LongSupplier nanos;
    private final AtomicInteger sessions = new AtomicInteger();
    private final ConcurrentMap<IpAddress, AddressUsage> sites = new ConcurrentHashMap<>();

    /** @param nanos the clock, in nanoseconds */
    public SessionLimiter(SessionLimits limits, LongSupplier nanos) {
        this.limits = limits;
        this.nanos = nanos;
    }

    /** Counts a new connection if the limits allow it. */
    public Answer enter(ClientAddress client) {
        Answer answer = client.exempt() ? Answer.IN : at(client.address().site(), AddressUsage::enter);
        if (answer != Answer.IN) {
            return answer;
        }
        if (sessions.incrementAndGet() > limits.sessions() && limits.sessions() > 0) {
            leave(client);
            return Answer.FULL;
        }
        return Answer.IN;
    }

    /** {@return the result that a new connection would have} Counts as a question, not as a connection. */
    public Answer ask(ClientAddress client) {
        Answer answer = client.exempt() ? Answer.IN : at(client.address().site(), AddressUsage::ask);
        return answer == Answer.IN && limits.sessions() > 0 && sessions.get() >= limits.sessions()
                ? Answer.FULL
                : answer;
    }

    /** Removes a counted connection. */
    public void leave(ClientAddress client) {
        sessions.decrementAndGet();
        AddressUsage site = client.exempt() ? null : sites.get(client.address().site());
        if (site != null) {
            site.leave();
        }
    }

    /** Forgets addresses that have no connections and whose buckets are full. Called about every second. */
    public void sweep() {
        long now = nanos.getAsLong();
        sites.values().removeIf(site -> site.close(now));
    }

    /** {@return the number of connections} */
    public int sessions() {
        return sessions.get();
    }

    /** {@return the number of remembered addresses} */
    int sites() {
        return sites.size();
    }

    private Answer at(IpAddress address, Visit visit) {
        long now = nanos.getAsLong();
        Answer answer = null;
        while (answer == null) {
            AddressUsage site = sites.get(address);
            if (site == null) {
                if (sites.size() - sessions.get() >= MOST_PASSING) {
                    return Answer.FULL;
                }
                site = sites.computeIfAbsent(address, absent -> new AddressUsage(limits, now));
            }
            answer = visit.make(site, now);
            if (answer == null) {
                sites.remove(address, site);
            }
        }
        return answer;
    }
}
