package rtc.muc.internal.handshake;

import jakarta.websocket.Session;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Holds admissions from the handshake until an endpoint takes them. An admission has a secret ticket, which travels as a
 * parameter of the request: every container shows the session the parameters of its handshake. A ticket is good once.
 *
 * <p>It also gives up admissions that no endpoint took, and cuts their connections: a client may be gone after the answer
 * to its handshake is written and before the container hears of it, and then some containers call nothing. For any number
 * of threads.
 */
public final class Admissions {

    /** The parameter that holds the ticket. What a client sends under this name is never used. */
    static final String TICKET = "muc.admission";

    /** How long a container may take from a handshake to the endpoint's {@code @OnOpen}. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TICKET_BYTES = 16;

    private record AdmittedRequest(Admission admission, long at) {}

    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, AdmittedRequest> admitted = new ConcurrentHashMap<>();

    /** @param nanos the clock, in nanoseconds */
    public Admissions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** {@return the ticket of an admission, which is held from now on} */
    String add(Admission admission) {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        admitted.put(ticket, new AdmittedRequest(admission, nanos.getAsLong()));
        return ticket;
    }

    /** {@return the admission of a session that has just opened; empty if no check admitted it, or it was taken before} */
    public Optional<Admission> take(Session session) {
        return session.getRequestParameterMap().getOrDefault(TICKET, List.of()).stream()
                .findFirst()
                .flatMap(this::take);
    }

    Optional<Admission> take(String ticket) {
        return Optional.ofNullable(admitted.remove(ticket)).map(AdmittedRequest::admission);
    }

    /** Ends an admission whose handshake did not lead to a connection. */
    void end(String ticket) {
        take(ticket).ifPresent(Admission::end);
    }

    /**
     * Gives up admissions that no endpoint took after some seconds, and those whose connections are gone. To be called every
     * second or so, by one thread.
     */
    public void check() {
        long now = nanos.getAsLong();
        admitted.forEach((ticket, next) -> {
            if (now - next.at() >= PATIENCE.toNanos() || !next.admission().isConnected()) {
                giveUp(ticket);
            }
        });
    }

    private void giveUp(String ticket) {
        take(ticket).ifPresent(Admission::giveUp);
    }

    /** Gives up all that no endpoint has, because the application goes. */
    public void close() {
        admitted.keySet().forEach(this::giveUp);
    }
}
