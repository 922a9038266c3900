/**
 * A Java client for rooms in which WebRTC peers find each other and exchange what they need to set up a call.
 *
 * <p>This program joins a room and stays there, whatever happens to its connection, answers every offer, and leaves
 * when it is given a line:
 *
 * <pre>{@code
 * import java.util.Map;
 * import rtc.signaling.MucSignaling;
 * import rtc.signaling.WebSocketChannel;
 *
 * public class Answers {
 *
 *     public record Description(String type, String sdp) {}
 *
 *     public static void main(String[] args) throws Exception {
 *         var server = WebSocketChannel.builder(args[0], args[1]);
 *         var signaling = MucSignaling.builder(server::build).reconnect().build();
 *         signaling.setStatus(Map.of("name", "Ada"));
 *         signaling.onPeerJoined(peer -> {
 *             var name = peer.status().getString("name", "Somebody");
 *             System.out.println(name + (peer.first() ? " came" : " is here"));
 *             peer.on("offer", Description.class, offer -> {
 *                 peer.send("answer", new Description("answer", offer.sdp()));
 *             });
 *             peer.onLeft(() -> System.out.println(name + " left"));
 *         });
 *         signaling.onInterrupted(lost -> System.out.println(lost.cause().code() + ", again in " + lost.delay()));
 *         signaling.onReconnected((oldId, newId) -> System.out.println("back as " + newId));
 *         signaling.onError(error -> System.out.println(error.code() + ": " + error.getMessage()));
 *         signaling.onClosed(ending -> System.out.println("over: " + ending.meaning()));
 *         signaling.connect().join();
 *         System.out.println("joined as " + signaling.id());
 *         System.in.read();
 *         signaling.close();
 *     }
 * }
 * }</pre>
 *
 * <p>A program's own tests need no server: the other end of a {@link rtc.signaling.MemoryChannel} takes its place.
 *
 * <h2>Failure</h2>
 *
 * <p>Every failure is a {@link rtc.signaling.SignalingException} with a code, every end of a connection an
 * {@link rtc.signaling.Ending} with another one, and both say whether it makes sense to try again. Everything that
 * waits for the network has a limit of time. Without {@link rtc.signaling.MucSignaling.Builder#reconnect reconnecting},
 * {@code connect()} fails with the first attempt, and a connection that breaks is the end. With it, the attempts go on
 * until one succeeds, trying again makes no sense, or {@code close()} is called, and {@code connect()} completes when
 * one of that has happened; {@code onInterrupted} tells of each that failed.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method of this package may be called from any thread and returns without waiting.
 *
 * <p>The events of one {@link rtc.signaling.MucSignaling} and of its peers are called one after the other, in the order
 * in which they happened, never two at once, under no lock, and never on a thread that reads from the network. What one
 * listener has written, the next one sees. {@code connect()} completes in this order too, after the
 * {@code onPeerJoined} of everybody who was there. So listeners of one object need no synchronisation among themselves,
 * and nothing of a peer is missed by who adds listeners to it in {@code onPeerJoined}.
 *
 * <p>The threads belong to a small pool that all connections of the process share, unless an
 * {@linkplain rtc.signaling.MucSignaling.Builder#executor executor} is given. A listener that throws harms nobody
 * else: {@code onError} is told. A listener that takes long delays the further events of its own object, which wait in
 * memory, and keeps one of the sixteen threads of the pool; hand long work to threads of your own. A listener may wait
 * for a {@code send}; waiting in it for {@code connect()} of the same object would wait for ever.
 *
 * <p>The futures of {@code send} complete on threads of another pool, in no order with the events: at once where
 * something already hangs on them, else a millisecond or so later. What one thread sends and sets goes out in the order
 * in which it did so.
 *
 * <p>{@code id()}, {@code peers()}, {@code status()} and {@code first()} may be read at any time by any thread, and
 * show what the events have told, or are just telling.
 *
 * <p>All threads are daemons: they do not keep a program running, and nothing has to be shut down.
 */
@NullMarked
package rtc.signaling;

import org.jspecify.annotations.NullMarked;
