package rtc.bench;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import rtc.signaling.MucSignaling;
import rtc.signaling.SignalingPeer;
import rtc.signaling.Subscription;
import rtc.signaling.WebSocketChannel;

/** Two peers in one room that use the Java client. */
final class ClientPair implements EventLine {

    /** Padding, so that a message has about 300 characters. */
    private static final String PADDING = "x".repeat(200);

    /** What an event carries. */
    public record Load(int n, String text) {}

    private final MucSignaling sender;
    private final MucSignaling receiver;
    private final SignalingPeer recipient;
    private final SignalingPeer source;
    private @Nullable Subscription subscription;

    private ClientPair(MucSignaling sender, MucSignaling receiver, SignalingPeer recipient, SignalingPeer source) {
        this.sender = sender;
        this.receiver = receiver;
        this.recipient = recipient;
        this.source = source;
    }

    static EventLine in(URI base, String room) throws Exception {
        MucSignaling sender = new MucSignaling(new WebSocketChannel(base + "muc", room));
        MucSignaling receiver = new MucSignaling(new WebSocketChannel(base + "muc", room));
        CompletableFuture<SignalingPeer> recipient = new CompletableFuture<>();
        CompletableFuture<SignalingPeer> source = new CompletableFuture<>();
        sender.onPeerJoined(recipient::complete);
        receiver.onPeerJoined(source::complete);
        sender.connect().get(20, TimeUnit.SECONDS);
        receiver.connect().get(20, TimeUnit.SECONDS);
        return new ClientPair(sender, receiver, recipient.get(20, TimeUnit.SECONDS), source.get(20, TimeUnit.SECONDS));
    }

    @Override
    public void send(int number) {
        recipient.send("load", new Load(number, PADDING));
    }

    @Override
    public void onEvent(IntConsumer listener) {
        if (subscription != null) {
            subscription.close();
        }
        subscription = source.on("load", Load.class, load -> listener.accept(load.n()));
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
