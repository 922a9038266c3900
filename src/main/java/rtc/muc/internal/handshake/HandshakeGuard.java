package rtc.muc.internal.handshake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks every handshake before the container upgrades it. Thread-safe; the package documentation explains the order.
 */
public final class HandshakeGuard {

    private static final int UPGRADE_REQUIRED = 426;

    private static final Refusal STOPPING =
            new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The application stops", Duration.ofSeconds(1));

    private static final Refusal NO_ROOM =
            new Refusal(HttpServletResponse.SC_BAD_REQUEST, "The parameter room is missing");

    /** The room of questions without a room, for checks that ignore the room. */
    private static final String ANY_ROOM = "any";

    private final GuardedPaths paths;
    private final List<HandshakeCheck> checks;
    private final List<HandshakeAdapter> adapters;
    private final Admissions admissions;
    private final CrossOrigin readers;
    private final HandshakeCounts counts = new HandshakeCounts();
    private volatile Runnable onShutdown = () -> {};
    private volatile boolean twice;

    /**
     * Made once for the application.
     *
     * @param paths the guarded paths; all other requests pass
     * @param checks the checks in order, cheap ones first; the first refusal is the answer
     * @param adapters the adapters for all supported servers
     * @param readers allows pages of other origins to read the answers to questions
     */
    public HandshakeGuard(
            GuardedPaths paths,
            List<HandshakeCheck> checks,
            List<HandshakeAdapter> adapters,
            Admissions admissions,
            CrossOrigin readers) {
        this.paths = paths;
        this.checks = List.copyOf(checks);
        this.adapters = List.copyOf(adapters);
        this.admissions = admissions;
        this.readers = readers;
    }

    /** Sets the action that runs when the application stops, before the container closes anything. */
    public void onShutdown(Runnable action) {
        onShutdown = action;
    }

    /** {@return the counters of the refused handshakes} */
    public HandshakeCounts counts() {
        return counts;
    }

    void close() {
        onShutdown.run();
    }

    /**
     * Called when the filter is in the chain twice, before and behind the application's filters, and the container's
     * WebSocket filter follows: from now on, handshakes are checked in the second pass.
     */
    public void checkBehindTheApplication() {
        twice = true;
    }

    void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Handshake> handshake = paths.handshake(request);
        if (handshake.isEmpty()) {
            chain.doFilter(request, response);
        } else if (CrossOrigin.isPreflight(request) && !BodyCheck.announcesBody(request)) {
            readers.answerPreflight(request, response);
        } else if (KeylessRequest.isIn(request)) {
            check(handshake.get(), response, chain);
        } else {
            begin(handshake.get(), response, chain);
        }
    }

    private void begin(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!handshake.isUpgrade()) {
            readers.share(handshake.request(), response);
        }
        if (twice) {
            enter(handshake, response, chain);
        } else {
            check(handshake, response, chain);
        }
    }

    private void enter(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Refusal refusal = refusal(handshake, true);
        if (refusal == null) {
            chain.doFilter(new KeylessRequest(handshake.request()), response);
        } else {
            refuse(handshake, refusal, response);
        }
    }

    /**
     * Checks a request for another resource like a plain request for a room, and answers it if it is refused. Retains
     * no resources.
     *
     * @param room the decoded name of the room; if it is empty, the request is refused if any check depends on the room
     * @return when the access would end; empty if the request was refused
     */
    public Optional<Instant> admitsUntil(
            HttpServletRequest request, HttpServletResponse response, Optional<String> room) throws IOException {
        if (room.isEmpty() && checks.stream().anyMatch(HandshakeCheck::dependsOnRoom)) {
            answer(NO_ROOM, response);
            return Optional.empty();
        }
        Handshake handshake = RoomQuestion.handshake(request, room.orElse(ANY_ROOM));
        try {
            Refusal refusal = refusal(handshake, false);
            if (refusal != null) {
                answer(refusal, response);
                return Optional.empty();
            }
            return Optional.of(handshake.access().until());
        } finally {
            handshake.giveBack();
        }
    }

    private void check(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Admission admission = null;
        try {
            Refusal refusal = refusal(handshake, false);
            if (refusal == null) {
                adapters.forEach(adapter -> adapter.adapt(handshake));
                admission = handshake.admission();
            } else {
                refuse(handshake, refusal, response);
            }
        } finally {
            if (admission == null) {
                handshake.giveBack();
            }
        }
        if (admission != null) {
            upgrade(handshake, admission, response, chain);
        }
    }

    private @Nullable Refusal refusal(Handshake handshake, boolean first) {
        if (admissions.areClosed()) {
            return STOPPING;
        }
        for (HandshakeCheck check : checks) {
            Refusal refusal = first && !check.comesFirst() ? null : check.refusal(handshake);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /**
     * After the answer 101, the container opens the connection on another thread, perhaps before the chain has
     * returned. If the application has stopped during the checks, the handshake is refused.
     */
    private void upgrade(Handshake handshake, Admission admission, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> ticket = admissions.add(admission);
        if (ticket.isEmpty()) {
            refuse(handshake, STOPPING, response);
            return;
        }
        boolean upgraded = false;
        try {
            chain.doFilter(new AdmittedRequest(handshake, ticket.get()), response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            if (!upgraded) {
                admissions.end(ticket.get());
            }
        }
    }

    /** If a body follows, closes the connection after the answer, so that no thread waits for the body. */
    private void refuse(Handshake handshake, Refusal refusal, HttpServletResponse response) throws IOException {
        if (handshake.isUpgrade()) {
            counts.countRefusal(refusal.status());
        }
        if (BodyCheck.announcesBody(handshake.request())) {
            response.setHeader("Connection", "close");
        }
        answer(refusal, response);
    }

    private static void answer(Refusal refusal, HttpServletResponse response) throws IOException {
        if (refusal.status() == UPGRADE_REQUIRED) {
            response.setHeader("Upgrade", "websocket");
        } else if (refusal.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            response.setHeader(
                    "Retry-After", Long.toString(retryAfter.plusMillis(999).toSeconds()));
        }
        response.sendError(refusal.status(), refusal.phrase());
    }
}
