package rtc.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** How often the decoder and the encoder were called. */
@ApplicationScoped
public class Counts {

    private final AtomicInteger decoded = new AtomicInteger();
    private final AtomicInteger encoded = new AtomicInteger();

    void decoded() {
        decoded.incrementAndGet();
    }

    void encoded() {
        encoded.incrementAndGet();
    }

    @Override
    public String toString() {
        return decoded + " decoded, " + encoded + " encoded";
    }
}
