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
 * Stores admissions from the handshake until an endpoint claims them. Each admission has a secret ticket, which is
 * passed as a request parameter, because every container exposes the parameters of the handshake to the session. A
 * ticket can be used once.
 *
 * <p>This class also releases admissions that no endpoint has claimed and closes their connections: if a client
 * disconnects right after the handshake, some containers never call the endpoint. Thread-safe.
 */
public final class Admissions {

    /** The parameter with the ticket. A client's own parameter of this name is ignored. */
    static final String TICKET = "muc.admission";

    /** The maximum time between a handshake and the endpoint's {@code @OnOpen}. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TICKET_BYTES = 16;

    private record AdmittedRequest(Admission admission, long at) {}

    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, AdmittedRequest> admitted = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param nanos the clock, in nanoseconds */
    public Admissions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * {@return the ticket of an admission, which is stored from now on until an endpoint claims it; empty if the
     * application stops, and the admission is then released}
     */
    Optional<String> add(Admission admission) {
        byte[] bytes = new byte[TICKET_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        admitted.put(ticket, new AdmittedRequest(admission, nanos.getAsLong()));
        if (closed) {
            end(ticket);
            return Optional.empty();
        }
        return Optional.of(ticket);
    }

    /**
     * {@return the admission of a session that has just opened; empty if the session was not admitted or the admission
     * was already claimed}
     */
    public Optional<Admission> take(Session session) {
        return session.getRequestParameterMap().getOrDefault(TICKET, List.of()).stream()
                .findFirst()
                .flatMap(this::take);
    }

    Optional<Admission> take(String ticket) {
        return Optional.ofNullable(admitted.remove(ticket)).map(AdmittedRequest::admission);
    }

    /** Releases an admission whose handshake did not open a connection. */
    void end(String ticket) {
        take(ticket).ifPresent(Admission::end);
    }

    /**
     * Releases admissions that no endpoint has claimed within some seconds, and those whose connections have ended.
     * Called about every second, by one thread.
     */
    public void sweep() {
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

    /** {@return whether {@link #close} was called} */
    public boolean areClosed() {
        return closed;
    }

    /**
     * Releases all admissions that no endpoint has claimed, and stores no further ones, because the application stops.
     */
    public void close() {
        closed = true;
        admitted.keySet().forEach(this::giveUp);
    }
}
