package rtc.signaling;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Replaces the token of the local peer by a newer one. All methods except {@link #isOffered} run on the session's event
 * executor.
 */
final class TokenRenewals {

    private static final String FORBIDDEN = "forbidden";

    private record Renewal(CompletableFuture<Instant> result, Subscription deadline) {}

    private final RoomConnection.Context context;
    private final Queue<Renewal> unanswered = new ArrayDeque<>();

    private volatile boolean offered;

    TokenRenewals(RoomConnection.Context context) {
        this.context = context;
    }

    void offered(JsonObject joined) {
        offered = joined.get("renew") == JsonValue.TRUE;
        fail();
    }

    boolean isOffered() {
        return offered;
    }

    void renew(String token, CompletableFuture<Instant> result) {
        if (context.sender().ended() || !offered) {
            result.completeExceptionally(SignalingException.closed());
            return;
        }
        var timeout = SignalingException.timeout("The token was not renewed", context.joinTimeout());
        var renewal = new Renewal(result, context.timer().after(context.joinTimeout(), () -> context.events()
                .execute(() -> result.completeExceptionally(timeout))));
        unanswered.add(renewal);
        var unused = context.sender().send("", Messages.renew(token)).exceptionally(failure -> {
            result.completeExceptionally(SignalingException.of(failure));
            context.events().execute(() -> unsent(renewal));
            return null;
        });
    }

    /** The server will not answer a renewal that was not sent. */
    private void unsent(Renewal renewal) {
        unanswered.remove(renewal);
        renewal.deadline.close();
    }

    void renewed(JsonObject message) {
        var renewal = unanswered.poll();
        if (renewal != null) {
            renewal.deadline.close();
            renewal.result.complete(
                    message.get("until") instanceof JsonNumber seconds
                            ? second(Messages.seconds(seconds))
                            : Instant.MAX);
        }
    }

    private static Instant second(long number) {
        long earliest = Instant.MIN.getEpochSecond();
        return Instant.ofEpochSecond(Math.max(earliest, Math.min(number, Instant.MAX.getEpochSecond())));
    }

    /** Returns whether an error of the server refuses a renewal. If so, the oldest unanswered renewal fails. */
    boolean refused(SignalingException error) {
        if (!error.code().equals(FORBIDDEN) || error.event().isPresent() || unanswered.isEmpty()) {
            return false;
        }
        fail(unanswered.remove(), error);
        return true;
    }

    /** Fails all unanswered renewals, because the connection that would have brought the answers has ended. */
    void fail() {
        while (!unanswered.isEmpty()) {
            fail(unanswered.remove(), SignalingException.closed());
        }
    }

    private static void fail(Renewal renewal, SignalingException why) {
        renewal.deadline.close();
        renewal.result.completeExceptionally(why);
    }
}
