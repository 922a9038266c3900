package rtc.muc.internal.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rtc.muc.internal.address.ClientAddress;
import rtc.muc.internal.address.IpAddress;

/**
 * All clients that are connected to this node, counted, and those of one address once more. For any number of threads;
 * none waits for more than another's count.
 */
public final class SessionLimiter {

    /** What becomes of a client that comes. */
    public enum Answer {
        /** It is in, and is to {@link #leave}. */
        IN,
        /** Its address tries too often. */
        TOO_FAST,
        /** Its address has as many connections as it may. */
        TOO_MANY,
        /** This node has as many as it may. */
        FULL
    }

    /** How many addresses are remembered beside those that are connected: each until its tokens are back. */
    private static final int MOST_PASSING = 100_000;

    /** What a client wants of its site; null if the site is closed. */
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

    /** Counts a client in, if it may. */
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

    /** {@return what would become of a client} It takes no place, and nothing of the rate of handshakes. */
    public Answer ask(ClientAddress client) {
        Answer answer = client.exempt() ? Answer.IN : at(client.address().site(), AddressUsage::ask);
        return answer == Answer.IN && limits.sessions() > 0 && sessions.get() >= limits.sessions()
                ? Answer.FULL
                : answer;
    }

    /** Counts a client out that is in. */
    public void leave(ClientAddress client) {
        sessions.decrementAndGet();
        AddressUsage site = client.exempt() ? null : sites.get(client.address().site());
        if (site != null) {
            site.leave();
        }
    }

    /** Forgets the addresses of which nothing is to be remembered. To be called every second or so. */
    public void check() {
        long now = nanos.getAsLong();
        sites.values().removeIf(site -> site.close(now));
    }

    /** {@return how many are in} */
    public int sessions() {
        return sessions.get();
    }

    /** {@return how many addresses are remembered} */
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
