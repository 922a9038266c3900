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

/** Has every handshake checked before the container upgrades it. For any number of threads; see the package. */
public final class HandshakeGuard {

    private static final int UPGRADE_REQUIRED = 426;

    private static final Refusal NO_ROOM =
            new Refusal(HttpServletResponse.SC_BAD_REQUEST, "The parameter room is missing");

    /** Stands for the room where no check looks at it. */
    private static final String ANY_ROOM = "any";

    private final GuardedPaths paths;
    private final List<HandshakeCheck> checks;
    private final Admissions admissions;
    private final CrossOrigin readers;
    private volatile Runnable atEnd = () -> {};
    private volatile boolean twice;

    /**
     * Made once for the application.
     *
     * @param paths of the handshakes; all other requests pass
     * @param checks cheap ones first, the name of the room before all others; the first that refuses decides
     * @param readers of the answers to questions
     */
    public HandshakeGuard(GuardedPaths paths, List<HandshakeCheck> checks, Admissions admissions, CrossOrigin readers) {
        this.paths = paths;
        this.checks = List.copyOf(checks);
        this.admissions = admissions;
        this.readers = readers;
    }

    /** Says what is to be done when the application ends, before the container ends anything. */
    public void whenClosed(Runnable farewell) {
        atEnd = farewell;
    }

    void close() {
        atEnd.run();
    }

    /**
     * Says that the filter stands twice in the chain, before and behind the filters of the application, and the container's
     * WebSocket filter once more behind that: from now on handshakes are checked the second time.
     */
    public void checkBehindTheApplication() {
        twice = true;
    }

    void lead(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Handshake> handshake = paths.handshake(request);
        if (handshake.isEmpty()) {
            chain.doFilter(request, response);
        } else if (CrossOrigin.isPreflight(request)) {
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
            prepare(handshake, response);
            answer(refusal, response);
        }
    }

    /**
     * Asks about a request that is no handshake whether a handshake of its sender would be let in, and answers it if not.
     * Holds nothing for it.
     *
     * @param room the name of the room, decoded; empty if the request names none, which is refused if a check looks at it
     * @return until when its sender would have access, empty if the request was refused
     */
    public Optional<Instant> admitsUntil(
            HttpServletRequest request, HttpServletResponse response, Optional<String> room) throws IOException {
        if (room.isEmpty() && checks.stream().anyMatch(HandshakeCheck::looksAtRoom)) {
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
        boolean passed = false;
        try {
            Refusal refusal = refusal(handshake, false);
            if (refusal == null) {
                passed = true;
            } else {
                prepare(handshake, response);
                answer(refusal, response);
            }
        } finally {
            if (!passed) {
                handshake.giveBack();
            }
        }
        if (passed) {
            upgrade(handshake, response, chain);
        }
    }

    private @Nullable Refusal refusal(Handshake handshake, boolean first) {
        for (HandshakeCheck check : checks) {
            Refusal refusal = first && !check.comesFirst() ? null : check.refusal(handshake);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    /** Once the container has answered with 101 it opens the connection, on another thread and perhaps already. */
    private void upgrade(Handshake handshake, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String ticket = admissions.add(handshake.admission());
        boolean upgraded = false;
        try {
            chain.doFilter(new AdmittedRequest(handshake, ticket), response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            if (!upgraded) {
                admissions.end(ticket);
            }
        }
    }

    /** Has nobody wait for a body. */
    private static void prepare(Handshake handshake, HttpServletResponse response) {
        if (BodyCheck.announcesBody(handshake.request())) {
            response.setHeader("Connection", "close");
        }
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
