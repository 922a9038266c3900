package rtc.it.farewell;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import rtc.muc.Access;
import rtc.muc.AccessPolicy;
import rtc.muc.AccessRequest;
import rtc.muc.EndReason;
import rtc.muc.PeerLeft;

/** Grants access to each room; to one of them only after the application has begun to stop. */
@ApplicationScoped
public class SlowPolicy implements AccessPolicy {

    /** The room whose handshakes wait. */
    public static final String ROOM = "slow";

    /** The line in the guest book when a handshake begins to wait. */
    public static final String ASKED = "asked";

    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    @SuppressWarnings("NullAway.Init")
    GuestBook book;

    void left(@Observes PeerLeft left) {
        if (left.why() == EndReason.RESTARTING) {
            stopping.countDown();
        }
    }

    @Override
    public Access decide(AccessRequest request) {
        if (request.room().equals(ROOM)) {
            try {
                book.write(ASKED);
                if (!stopping.await(20, TimeUnit.SECONDS)) {
                    return Access.refused(504);
                }
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
        return Access.granted();
    }
}
