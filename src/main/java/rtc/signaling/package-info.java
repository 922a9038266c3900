/**
 * A Java client for rooms in which WebRTC peers find each other and exchange what they need to set up a call.
 *
 * <p>This program joins a room, stays there whatever happens to its connection, answers every offer, and leaves when it
 * reads a line:
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
 * <p>Tests of a program need no server: {@link rtc.signaling.MemoryRoom} is a room in memory.
 *
 * <h2>Failures</h2>
 *
 * <p>Every failure is a {@link rtc.signaling.SignalingException} with a code; every end of a connection is an
 * {@link rtc.signaling.Ending} with a close code. Both tell whether trying again makes sense. Everything that waits for
 * the network has a time limit. Without {@link rtc.signaling.MucSignaling.Builder#reconnect reconnecting},
 * {@code connect()} fails with the first attempt, and a lost connection is the end. With it, the client tries again
 * until it succeeds, trying again makes no sense, or {@code close()} is called. {@code connect()} completes then, and
 * {@code onInterrupted} reports each failed attempt.
 *
 * <p>A client that reconnects asks the server to keep its place. If the server does, the client goes on after a short
 * interruption as if nothing had happened, and {@code onResumed} is called. Otherwise it joins anew under another id, and
 * {@code onReconnected} is called.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method of this package may be called by any thread and returns without waiting.
 *
 * <p>The listeners of one {@link rtc.signaling.MucSignaling} and of its peers are called one at a time, in the order of
 * the events, without a lock, and never on a thread that reads from the network. Each listener sees what the one before
 * it wrote. {@code connect()} completes in this order too, after {@code onPeerJoined} was called for everybody in the
 * room. So the listeners of one object need no synchronisation among themselves, and listeners that are added to a peer
 * in {@code onPeerJoined} miss nothing.
 *
 * <p>Listeners run on a thread pool that all connections of the process share, unless an
 * {@linkplain rtc.signaling.MucSignaling.Builder#executor executor} is set. If a listener throws, {@code onError} is
 * called and the other listeners are still called. A slow listener delays the further events of its own object, which
 * wait in memory. Listeners may block: the pool has 16 threads and adds more when tasks wait and none completes. A
 * listener may wait for a {@code send}, but not for the {@code connect()} of its own object, which would never complete.
 *
 * <p>The futures of {@code send} complete on another pool of the same kind, in no particular order with the events. What
 * one thread sends and sets goes out in that order.
 *
 * <p>{@code id()}, {@code peers()}, {@code status()} and {@code first()} may be called by any thread at any time. They
 * show what the events have reported.
 *
 * <p>All threads are daemons, so they do not keep a program running, and they end when they are idle. A peer that
 * reconnects leaves when the program ends without closing it, unless {@linkplain
 * rtc.signaling.MucSignaling.Builder#leaveOnExit switched off}. An application in a server closes its objects when it is
 * undeployed, and waits until {@code onClosed} was called.
 *
 * <h2>Modules and platforms</h2>
 *
 * <p>The client is the module {@code rtc.signaling}. JSON-B reads and writes only public types, in packages that their
 * module exports or opens without a qualification. On Android, and in a native image without reflection configuration,
 * use {@link jakarta.json.JsonValue} as payloads; the client is not tested there.
 */
@NullMarked
package rtc.signaling;

import org.jspecify.annotations.NullMarked;
